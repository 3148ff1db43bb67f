using NodaTime;
using P2P.Sdk.Conversations;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>What a reassignment moves of one contact: its untexted targets, and the conversation if there is one.</summary>
internal static class ReassignRule
{
    /// <returns>The change, or why the contact stays.</returns>
    public static (ConversationChange? Change, RefusalCode Skipped) Decide(
        Actor actor, ReassignInput input, ConversationSnapshot read, UserId receiver, Instant now)
    {
        var contact = read.Contact!;
        if (contact.OptedOut)
        {
            return (null, RefusalCode.OptedOut);
        }

        var targets = read.Targets
            .Where(t => t.IsUntexted
                && (input.Action is not { } action || t.Action == action)
                && (input.FromUser is not { } from || t.AssignedTo == from)
                && (input.Action is not null || t.AssignedTo is not null))
            .ToList();
        var conversation = contact.LastSequence > 0
            && (input.Action is not { } current || contact.CurrentAction == current)
            && (input.FromUser is not { } holder || contact.Holder == holder);
        if (targets.Count == 0 && !conversation)
        {
            return (null, RefusalCode.NotAssigned);
        }

        return (new()
        {
            Campaign = actor.Campaign,
            Before = contact,
            After = conversation ? contact with { Holder = receiver } : contact,
            Targets = [.. targets.Select(t => new TargetChange(t, t.AssignTo(receiver, kept: true)))],
            Audit = [new(now, actor.User, "contact.reassigned", contact.Id.ToString(), $"to {receiver}")],
        }, default);
    }
}
