using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Results;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>What a transaction does to targets as contacts come to lists and leave them, gathered to be written together.</summary>
/// <remarks>The contacts and targets that it is told of are locked and were read under that lock: an opt-out that is committed
/// first is seen, and one that comes later finds the target.</remarks>
internal sealed class TargetChanges(CountChanges counts, PoolChanges pool)
{
    private readonly HashSet<ActionId> _actions = [];

    public TargetChanges()
        : this(new(), new())
    {
    }

    public List<Target> Made { get; } = [];

    public List<(Target Before, Target After)> Changed { get; } = [];

    public List<Target> Removed { get; } = [];

    public CountChanges Counts => counts;

    public PoolChanges Pool => pool;

    /// <summary>Those whose targets changed.</summary>
    public IReadOnlyCollection<ActionId> Actions => _actions;

    /// <summary>Makes a contact a target, or a withdrawn one a target again.</summary>
    /// <param name="before">Its target in the action; <see langword="null"/> if it has none.</param>
    /// <returns>False if it is one.</returns>
    public bool Join(TextingAction action, Contact contact, Target? before)
    {
        switch (before)
        {
            case null:
                var made = Target.For(action, contact);
                Made.Add(made);
                Count(null, made);
                return true;
            case { State: TargetState.Withdrawn }:
                Change(before, before.Rejoin(action, contact));
                return true;
            default:
                return false;
        }
    }

    /// <summary>In a draft also those that were held back as they were made: they are no more texted than the others.</summary>
    public static bool IsToGo(Target target, ActionState state) =>
        target.IsUntexted || (IsDraft(state) && target is { State: TargetState.Held, Message: null });

    /// <summary>Removes a target in a draft, and withdraws it in what was published.</summary>
    public void TakeAway(ActionState state, Target before)
    {
        if (IsDraft(state))
        {
            Removed.Add(before);
            Count(before, null);
        }
        else
        {
            Change(before, before with { State = TargetState.Withdrawn, NotBefore = null });
        }
    }

    public static bool IsDraft(ActionState state) => state is ActionState.Draft or ActionState.Scheduled;

    private void Change(Target before, Target after)
    {
        Changed.Add((before, after));
        Count(before, after);
    }

    private void Count(Target? before, Target? after)
    {
        var action = (after ?? before)!.Action;
        if (before is not null)
        {
            Counts.Add(action, ConversationCounts.OfTarget(before, -1));
        }

        if (after is not null)
        {
            Counts.Add(action, ConversationCounts.OfTarget(after, 1));
        }

        Counts.Tallies.Add(before, after);
        Pool.Add(before, after);
        _actions.Add(action);
    }
}
