using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>One claim, within the one write transaction: what it read still holds when it writes.</summary>
/// <remarks>
/// The pool is read from each window's pointer on, and the pointer moves behind what was taken, so that a claim costs
/// what it takes, however many targets were taken before.
/// </remarks>
internal sealed class Claim(SqliteSession session, ClaimOrder order)
{
    private static readonly Duration Lock = Duration.FromHours(6);
    private static readonly Duration WaitForOtherUser = Duration.FromMinutes(10);

    private readonly PoolChanges _pool = new();

    public ClaimSnapshot Take()
    {
        if (session.FindUser(order.Campaign, order.User) is null)
        {
            throw Unknown();
        }

        Unpark();
        var given = 0;
        var held = Held();
        if (!held.Exists(IsTextable))
        {
            GiveBack(held);
            foreach (var key in order.OpenKeys)
            {
                given += TakeFrom(key.ToString(), order.Count - given);
            }
        }

        _pool.Write(session, order.Campaign);
        return ClaimReading.Read(session, order.Campaign, order.Action, order.User, given) ?? throw Unknown();
    }

    private static InvalidOperationException Unknown() => new("The campaign has no such action or user.");

    private void Unpark()
    {
        foreach (var row in session.Query<TargetRow>(
            $"""
            WHERE campaign_id = {order.Campaign} AND action_id = {order.Action} AND not_before <= {order.Now}
                AND not_before IS NOT NULL AND state = {TargetState.Unassigned}
            """))
        {
            var before = row.ToTarget();
            Write(before, before with { NotBefore = null });
        }

        _pool.Write(session, order.Campaign); // The pointers must be down before anything is taken.
    }

    private List<Target> Held() =>
    [
        .. session.Query<TargetRow>(
            $"""
            WHERE campaign_id = {order.Campaign} AND assigned_to = {order.User} AND action_id = {order.Action}
                AND state = {TargetState.Assigned} ORDER BY ord
            """).Select(row => row.ToTarget()),
    ];

    private bool IsTextable(Target target) =>
        order.OpenKeys.Contains(target.WindowKey) && !IsLocked(session.FindContact(order.Campaign, target.Contact)!);

    private bool IsLocked(Contact contact) => contact.LastOpeningAt > order.LockedSince;

    private void GiveBack(List<Target> held)
    {
        foreach (var target in held.Where(target => !target.IsKept && !order.KeepAssignments))
        {
            Write(target, target.Release());
        }

        _pool.Write(session, order.Campaign);
    }

    /// <returns>How many were given.</returns>
    private int TakeFrom(string key, int most)
    {
        var given = 0;
        while (given < most)
        {
            var next = session.Query<TargetRow>(
                $"""
                WHERE campaign_id = {order.Campaign} AND action_id = {order.Action} AND window_key = {key}
                    AND ord >= COALESCE((SELECT first_ord FROM action_windows WHERE campaign_id = {order.Campaign}
                        AND action_id = {order.Action} AND window_key = {key}), 0)
                    AND state = {TargetState.Unassigned} AND not_before IS NULL
                ORDER BY ord LIMIT {most - given}
                """);
            if (next.Count == 0)
            {
                break;
            }

            given += next.Count(row => GiveOrPark(row.ToTarget()));
            _pool.Write(session, order.Campaign);
            session.Execute(
                $"""
                UPDATE action_windows SET first_ord = {next[^1].Ord + 1}
                WHERE campaign_id = {order.Campaign} AND action_id = {order.Action} AND window_key = {key}
                """);
        }

        return given;
    }

    private bool GiveOrPark(Target target)
    {
        var until = ParkedUntil(session.FindContact(order.Campaign, target.Contact)!);
        Write(target, until is null
            ? target.AssignTo(order.User, kept: order.KeepAssignments) with { Script = ScriptOf(target) }
            : target with { NotBefore = until });
        return until is null;
    }

    private Instant? ParkedUntil(Contact contact) => contact switch
    {
        _ when IsLocked(contact) => contact.LastOpeningAt + Lock,
        { NeedsAttention: true, Holder: { } holder } when holder != order.User => order.Now + WaitForOtherUser,
        _ => null,
    };

    private ScriptId ScriptOf(Target target) =>
        target.Script is { } script && order.ScriptsInUse.Contains(script) ? script : order.PickScript(target.Order);

    private void Write(Target before, Target after)
    {
        session.Update(TargetRow.Of(order.Campaign, after, before.Version + 1));
        _pool.Add(before, after);
    }
}
