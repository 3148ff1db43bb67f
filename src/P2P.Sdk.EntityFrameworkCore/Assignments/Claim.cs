using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Results.Tallies;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>One claim, within one write transaction: what it has locked still holds when it writes.</summary>
/// <remarks>
/// The pool is read from each window's pointer on, and the pointer moves behind what was taken, so that a claim costs
/// what it takes, however many targets were taken before.
/// </remarks>
internal sealed class Claim(Session session, ClaimOrder order)
{
    private static readonly Duration Lock = Duration.FromHours(6);
    private static readonly Duration WaitForOtherUser = Duration.FromMinutes(10);

    private readonly PoolChanges _pool = new();
    private readonly TallyChanges _tallies = new();

    public async ValueTask<ClaimResult> TakeAsync()
    {
        if (await session.FindUserAsync(order.Campaign, order.User) is null
            || await session.FindActionAsync(order.Campaign, order.Action) is null)
        {
            throw new InvalidOperationException("The campaign has no such action or user.");
        }

        // One claim of an action at a time: what it finds in the pool is still there when it takes it.
        await session.LockAsync<ActionWindowRow>(
            $"WHERE campaign_id = {order.Campaign} AND action_id = {order.Action} ORDER BY window_key");
        await UnparkAsync();
        var given = 0;
        var held = await HeldAsync();
        if (!await IsAnyTextableAsync(held))
        {
            await GiveBackAsync(held);
            foreach (var key in order.OpenKeys)
            {
                given += await TakeFromAsync(key.ToString(), order.Count - given);
            }
        }

        await _pool.WriteAsync(session, order.Campaign);
        await session.AddAsync(order.Campaign, _tallies);
        return new(
            given,
            await ClaimReading.ReadHeldAsync(session, order.Campaign, order.Action, order.User),
            await ClaimReading.CountHeldAsync(session, order.Campaign, order.Action, order.User),
            await ClaimReading.ReadPoolAsync(session, order.Campaign, order.Action));
    }

    private async ValueTask UnparkAsync()
    {
        foreach (var before in await LockedAsync(
            $"""
            WHERE campaign_id = {order.Campaign} AND action_id = {order.Action} AND not_before <= {order.Now}
                AND not_before IS NOT NULL AND state = {TargetState.Unassigned} ORDER BY target_id
            """))
        {
            await WriteAsync(before, before with { NotBefore = null });
        }

        await _pool.WriteAsync(session, order.Campaign); // The pointers must be down before anything is taken.
    }

    private ValueTask<List<Target>> HeldAsync() => LockedAsync(
        $"""
        WHERE campaign_id = {order.Campaign} AND assigned_to = {order.User} AND action_id = {order.Action}
            AND state = {TargetState.Assigned} ORDER BY ord
        """);

    /// <summary>Targets that nobody else changes from now on: who texts, opts out or reassigns does not lock the pool.</summary>
    private async ValueTask<List<Target>> LockedAsync(FormattableString rest)
    {
        await session.LockAsync<TargetRow>(rest);
        return [.. (await session.QueryAsync<TargetRow>(rest)).Select(row => row.ToTarget())];
    }

    private async ValueTask<bool> IsAnyTextableAsync(List<Target> held)
    {
        foreach (var target in held)
        {
            if (order.OpenKeys.Contains(target.WindowKey) && !IsLocked(await ContactOfAsync(target)))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<Contact> ContactOfAsync(Target target) =>
        (await session.FindContactAsync(order.Campaign, target.Contact))!;

    private bool IsLocked(Contact contact) => contact.LastOpeningAt > order.LockedSince;

    private async ValueTask GiveBackAsync(List<Target> held)
    {
        foreach (var target in held.Where(target => !target.IsKept && !order.KeepAssignments))
        {
            await WriteAsync(target, target.Release());
        }

        await _pool.WriteAsync(session, order.Campaign);
    }

    /// <returns>How many were given.</returns>
    private async ValueTask<int> TakeFromAsync(string key, int most)
    {
        var given = 0;
        while (given < most)
        {
            var next = await LockedAsync(
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

            foreach (var target in next)
            {
                given += await GiveOrParkAsync(target) ? 1 : 0;
            }

            await _pool.WriteAsync(session, order.Campaign);
            await session.ExecuteAsync(
                $"""
                UPDATE action_windows SET first_ord = {next[^1].Order + 1}
                WHERE campaign_id = {order.Campaign} AND action_id = {order.Action} AND window_key = {key}
                """);
        }

        return given;
    }

    private async ValueTask<bool> GiveOrParkAsync(Target target)
    {
        var until = ParkedUntil(await ContactOfAsync(target));
        await WriteAsync(target, until is null
            ? target.AssignTo(order.User, order.KeepAssignments, order.Bucket) with
            {
                Script = order.ScriptOf(target),
                AssignedAt = order.Now,
            }
            : target with { NotBefore = until });
        return until is null;
    }

    private Instant? ParkedUntil(Contact contact) => contact switch
    {
        _ when IsLocked(contact) => contact.LastOpeningAt + Lock,
        { NeedsAttention: true, Holder: { } holder } when holder != order.User => order.Now + WaitForOtherUser,
        _ => null,
    };

    private async ValueTask WriteAsync(Target before, Target after)
    {
        await session.UpdateAsync(TargetRow.Of(order.Campaign, after, before.Version + 1));
        _pool.Add(before, after);
        _tallies.Add(before, after);
    }
}
