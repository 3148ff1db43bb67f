using P2P.Sdk.Assignments;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Assignments.Claiming;

/// <summary>One claim on PostgreSQL: one round trip, with a transaction that takes and one that reads what there then is.</summary>
/// <remarks>
/// <para>
/// A user's claims of an action wait for each other, so that two at once give one bucket. A window's row in
/// <c>action_windows</c> is locked before its targets are looked at, by a statement of its own: what follows sees all that
/// others who held the row have committed, and takes from the pointer on. How many are still wanted, and from which window
/// they come, is kept in settings of the transaction, by which the statements go on without asking the caller.
/// </para>
/// <para>
/// The commit does not wait for the disk: everybody else's claims of that window would wait with it. Should the database's
/// machine die in that half a second, the targets are in the pool again, and a text to one of them is refused as not
/// assigned. None can have gone out: the commit of a text waits for the disk, and for all that was committed before it.
/// </para>
/// <para>
/// Targets that are met but cannot be given are parked, so a bucket may stay short while there are more; then, and only
/// then, there is another round.
/// </para>
/// </remarks>
internal sealed class PostgresClaim(PostgresDatabase database, ClaimOrder order)
{
    /// <summary>How many windows a round takes from; the soonest to close first.</summary>
    private const int Windows = 3;

    public async Task<ClaimResult> TakeAsync(CancellationToken cancellationToken)
    {
        var (given, isFirst) = (0, true);
        while (true)
        {
            var (taken, inRound, after) = await PostgresDatabase.RetryAsync(() => RunAsync(given, isFirst, cancellationToken));
            given += inRound;
            if (given >= order.Count || taken == 0 || !after.Pool.Any(w => w.Unassigned > 0 && order.OpenKeys.Contains(w.Key)))
            {
                return new(given, after.ToHeld(), after.HeldCount, after.Pool);
            }

            isFirst = false;
        }
    }

    /// <returns>How many targets were met, how many of them were given, and what there is afterwards.</returns>
    /// <exception cref="InvalidOperationException">The campaign has no such action or user.</exception>
    private async Task<(int Taken, int Given, HoldingRows After)> RunAsync(
        int given, bool isFirst, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.Do($"BEGIN");
        batch.PlanByIndexes();
        batch.Call($"SELECT set_config('synchronous_commit', 'off', true)");
        batch.Call(
            $"SELECT pg_advisory_xact_lock({LockName.Claim(order.Campaign, order.Action, order.User).Key})");
        var known = isFirst ? Begin(batch) : null;
        if (!isFirst)
        {
            batch.WantMore(order.Count - given);
        }

        var takes = new List<List<(int Taken, int Parked)>>();
        for (var i = 0; i < Math.Min(Windows, order.OpenKeys.Count); i++)
        {
            batch.LockNextWindow(order);
            takes.Add(batch.Take(order));
        }

        batch.Tally(order);
        batch.Do($"COMMIT"); // Here: while a window's row is locked, everybody else's claims wait.
        batch.Do($"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        batch.PlanByIndexes();
        var after = HoldingRows.Ask(batch, order.Campaign.Value, order.Action.Value, order.User.Value);
        batch.Do($"COMMIT");
        await batch.RunAsync(cancellationToken);
        if (known is [false])
        {
            throw new InvalidOperationException("The campaign has no such action or user.");
        }

        var taken = takes.Sum(take => take[0].Taken);
        return (taken, taken - takes.Sum(take => take[0].Parked), after);
    }

    /// <returns>Once the batch has run: whether the campaign has the action and the user.</returns>
    private List<bool> Begin(PostgresBatch batch)
    {
        if (order.SomeParked)
        {
            batch.Unpark(order);
        }

        var known = batch.Want(order);
        if (order.HoldsSome && !order.KeepAssignments)
        {
            batch.GiveBack(order);
        }

        return known;
    }
}
