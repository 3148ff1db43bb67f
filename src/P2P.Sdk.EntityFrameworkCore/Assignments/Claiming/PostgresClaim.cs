using System.Globalization;
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
/// Targets that are met but cannot be given are parked, so a bucket may stay short while there are more; then, and only
/// then, there is another round.
/// </para>
/// </remarks>
internal sealed class PostgresClaim(PostgresDatabase database, ClaimOrder order)
{
    /// <summary>How many windows a round takes from; the soonest to close first.</summary>
    private const int Windows = 3;

    public async Task<ClaimSnapshot> TakeAsync(CancellationToken cancellationToken)
    {
        var (given, isFirst) = (0, true);
        while (true)
        {
            var (taken, inRound, rows) = await PostgresDatabase.RetryAsync(() => RunAsync(given, isFirst, cancellationToken));
            given += inRound;
            var read = rows.ToSnapshot(given);
            if (read is not { User: not null })
            {
                throw new InvalidOperationException("The campaign has no such action or user.");
            }

            if (given >= order.Count || taken == 0 || !read.Pool.Any(w => w.Unassigned > 0 && order.OpenKeys.Contains(w.Key)))
            {
                return read;
            }

            isFirst = false;
        }
    }

    /// <returns>How many targets were met, how many of them were given, and what there is afterwards.</returns>
    private async Task<(int Taken, int Given, ClaimRows Rows)> RunAsync(
        int given, bool isFirst, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.Do($"BEGIN");
        batch.PlanByIndexes();
        batch.Call(
            $"SELECT pg_advisory_xact_lock({LockName.Claim(order.Campaign, order.Action, order.User).Key})");
        if (isFirst)
        {
            batch.Unpark(order);
            batch.Want(order);
            batch.BeginTally();
            batch.GiveBack(order);
        }
        else
        {
            batch.Call($"SELECT set_config('p2p.wanted', {(order.Count - given).ToString(CultureInfo.InvariantCulture)}, true)");
            batch.BeginTally();
        }

        var takes = new List<List<(int Taken, int Parked)>>();
        for (var i = 0; i < Math.Min(Windows, order.OpenKeys.Count); i++)
        {
            batch.LockNextWindow(order);
            takes.Add(batch.Take(order));
        }

        batch.Tally(order);
        batch.Do($"COMMIT"); // Here: while a window's row is locked, everybody else's claims wait.
        var rows = ClaimRows.Read(batch, order.Campaign, order.Action, order.User);
        await batch.RunAsync(cancellationToken);
        var taken = takes.Sum(take => take[0].Taken);
        return (taken, taken - takes.Sum(take => take[0].Parked), rows);
    }
}
