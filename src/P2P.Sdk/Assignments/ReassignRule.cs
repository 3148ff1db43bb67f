using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>What a bulk operation moves of one contact: its untexted targets, and the conversation.</summary>
/// <param name="Stays">Why nothing moves.</param>
internal readonly record struct ReassignRule(IReadOnlyList<Target> Targets, bool Conversation, RefusalCode? Stays)
{
    /// <param name="keeping">Actions that keep assignments (ACT-7): nothing of theirs is released.</param>
    public static ReassignRule Judge(ReassignmentOrder order, ConversationSnapshot read, IReadOnlySet<ActionId> keeping) =>
        order.Kind == ReassignmentKind.Release ? Release(order, read, keeping) : Reassign(order, read);

    /// <param name="to"><see langword="null"/>: back to the pool.</param>
    /// <param name="by"><see langword="null"/>: the time, not a user.</param>
    public ConversationChange Move(CampaignId campaign, UserId? by, ConversationSnapshot read, UserId? to, Instant now)
    {
        var contact = read.Contact!;
        var what = to is null ? "contact.released" : "contact.reassigned";
        var from = Conversation ? contact.Holder : Targets.Count > 0 ? Targets[0].AssignedTo : null;
        return new()
        {
            Campaign = campaign,
            Before = contact,
            After = Conversation ? contact with { Holder = to } : contact,
            Targets = [.. Targets.Select(t => new TargetChange(t, to is { } user ? t.AssignTo(user, kept: true) with { AssignedAt = now } : t.Release()))],
            Audit = [new AuditEntry(now, by, what, contact.Id.ToString(), $"{from?.ToString() ?? "nobody"} -> {to?.ToString() ?? "nobody"}")],
        };
    }

    /// <summary>Whether a planned move has been made before: its process died between the move and the note of it.</summary>
    /// <remarks>Where something is left to move, all of it must be as planned. Where nothing is (what was moved from a user is
    /// no longer theirs), there must be a trace of the move.</remarks>
    public bool IsMade(ReassignmentOrder order, ConversationSnapshot read, UserId? to)
    {
        var contact = read.Contact!;
        var ofAction = read.Targets.Where(t => order.Action is not { } action || t.Action == action);
        return (Stays, to) switch
        {
            (null, { } user) => Targets.All(t => t.IsKept && t.AssignedTo == user) && (!Conversation || contact.Holder == user),
            (null, null) => false,
            (_, { } user) => contact.Holder == user || ofAction.Any(t => t is { IsUntexted: true, IsKept: true } && t.AssignedTo == user),
            (_, null) => ofAction.Any(t => t.State == TargetState.Unassigned),
        };
    }

    private static ReassignRule Reassign(ReassignmentOrder order, ConversationSnapshot read)
    {
        var contact = read.Contact!;
        if (contact.OptedOut)
        {
            return new([], false, RefusalCode.OptedOut);
        }

        var targets = read.Targets
            .Where(t => t.IsUntexted && IsMeant(order, t) && (order.Action is not null || t.AssignedTo is not null)).ToList();

        // An admin may make somebody the holder of a contact whom nobody has texted yet; an action has only what it opened.
        var conversation = (order.Action is not { } current || (contact.LastSequence > 0 && contact.CurrentAction == current))
            && (order.FromUser is not { } holder || contact.Holder == holder);
        return targets.Count == 0 && !conversation
            ? new([], false, RefusalCode.NotAssigned)
            : new(targets, conversation, null);
    }

    private static ReassignRule Release(ReassignmentOrder order, ConversationSnapshot read, IReadOnlySet<ActionId> keeping)
    {
        var assigned = read.Targets.Where(t => t.State == TargetState.Assigned && IsMeant(order, t)).ToList();
        var targets = assigned.Where(t => !keeping.Contains(t.Action)).ToList();
        return targets.Count > 0 ? new(targets, false, null)
            : new([], false, assigned.Count > 0 ? RefusalCode.AssignmentKept : RefusalCode.NotAssigned);
    }

    private static bool IsMeant(ReassignmentOrder order, Target target) =>
        (order.Action is not { } action || target.Action == action)
        && (order.FromUser is not { } from || target.AssignedTo == from)
        && (order.AssignedBefore is not { } before || !(target.AssignedAt >= before));
}
