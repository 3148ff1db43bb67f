using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

/// <summary>An action, its counters, and its targets by where they wait.</summary>
internal sealed class ActionRow
{
    public required TextingAction Action { get; set; }

    public ActionCounts Counts { get; set; }

    public Dictionary<TallyKey, Tally> Tallies { get; } = [];

    /// <summary>When users opened it, started in it, and did something in it last.</summary>
    public Dictionary<UserId, Participation> Participations { get; } = [];

    public Dictionary<ContactId, TargetId> Targets { get; } = [];

    /// <summary>The users whom it was sent to.</summary>
    public HashSet<UserId> Audience { get; } = [];

    /// <summary>How many targets users have, texted ones included.</summary>
    public Dictionary<UserId, int> Assigned { get; } = [];

    /// <summary>The pool's rows; none is removed, as keys are few.</summary>
    public Dictionary<WindowKey, PoolRow> Pool { get; } = [];

    /// <summary>Untexted targets by the user they are assigned to, in the order of claiming.</summary>
    public Dictionary<UserId, SortedSet<(long Order, Guid Target)>> Held { get; } = [];

    /// <summary>How far the members of a list are known to be targets, so that each call goes on where the last ended.</summary>
    public (ContactListId? List, int Members) Added { get; set; }

    /// <summary>Adds to a tally; a bucket that is finished by it, or no more, counts for its user.</summary>
    public void Add(TallyKey key, Tally change)
    {
        var before = Tallies.GetValueOrDefault(key);
        var after = before + change;
        Tallies[key] = after;
        if (key.Kind == TallyKind.Bucket && before.IsFinished != after.IsFinished)
        {
            Add(TallyKey.Of(key.Action, new UserId(key.Owner)), new() { Performs = after.IsFinished ? 1 : -1 });
        }
    }

    public bool HasTargets(UserId user) => Assigned.GetValueOrDefault(user) > 0;

    public void Place(Target target)
    {
        Count(target, 1);
        if (target.IsInPool)
        {
            PoolOf(target.WindowKey).Ready.Add((target.Order, target.Id.Value));
        }
        else if (target.IsParked)
        {
            PoolOf(target.WindowKey).Parked.Add((target.NotBefore!.Value, target.Id.Value));
        }
        else if (target is { State: TargetState.Assigned, AssignedTo: { } user })
        {
            if (!Held.TryGetValue(user, out var held))
            {
                Held[user] = held = [];
            }

            held.Add((target.Order, target.Id.Value));
        }
    }

    public void Unplace(Target target)
    {
        Count(target, -1);
        if (target.IsInPool)
        {
            Pool[target.WindowKey].Ready.Remove((target.Order, target.Id.Value));
        }
        else if (target.IsParked)
        {
            Pool[target.WindowKey].Parked.Remove((target.NotBefore!.Value, target.Id.Value));
        }
        else if (target is { State: TargetState.Assigned, AssignedTo: { } user })
        {
            Held[user].Remove((target.Order, target.Id.Value));
        }
    }

    /// <summary>By key; no empty ones.</summary>
    public IReadOnlyList<PoolWindow> ReadPool() =>
    [
        .. Pool.Where(row => row.Value.Count > 0)
            .OrderBy(row => row.Key.ToString(), StringComparer.Ordinal)
            .Select(row => row.Value.Read(row.Key)),
    ];

    private void Count(Target target, int change)
    {
        if (target.AssignedTo is { } user)
        {
            Assigned[user] = Assigned.GetValueOrDefault(user) + change;
        }
    }

    private PoolRow PoolOf(WindowKey key)
    {
        if (!Pool.TryGetValue(key, out var row))
        {
            Pool[key] = row = new();
        }

        return row;
    }
}

/// <summary>The targets of one window key that wait in the pool.</summary>
internal sealed class PoolRow
{
    public SortedSet<(long Order, Guid Target)> Ready { get; } = [];

    public SortedSet<(Instant NotBefore, Guid Target)> Parked { get; } = [];

    public int Count => Ready.Count + Parked.Count;

    public PoolWindow Read(WindowKey key) =>
        new(key, Ready.Count, Parked.Count, Parked.Count > 0 ? Parked.Min.NotBefore : null);
}
