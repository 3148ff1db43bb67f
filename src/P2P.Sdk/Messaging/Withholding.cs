using P2P.Sdk.Assignments;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Messaging;

/// <summary>Keeps a queued text from going out, and undoes what queueing it did.</summary>
internal static class Withholding
{
    /// <param name="change">Made from <paramref name="read"/>; may have changed the message or its target already.</param>
    /// <param name="message">QUEUED, or UNKNOWN where it is certain that the carrier does not have it.</param>
    /// <param name="backToPool">Where the reason heals with time: whether the target goes to the pool, not to its user.</param>
    public static ConversationChange Apply(
        ConversationChange change, ConversationSnapshot read, Message message, RefusalCode reason, bool backToPool)
    {
        var before = change.Messages.FirstOrDefault(m => m.After.Id == message.Id);
        var withheld = new MessageChange(
            before.After is null ? message : before.Before, message with { Status = MessageStatus.Withheld, WithheldFor = reason });

        var after = change.After;
        if (after.IsOpenedBy(message))
        {
            after = after with { LastOpeningAt = message.FormerOpeningAt };
        }
        else if (message.Kind == MessageKind.Reply && !after.OptedOut)
        {
            after = after with { WaitingSince = message.FormerWaitingSince ?? after.WaitingSince };
        }

        return change with
        {
            After = after,
            Messages = [.. change.Messages.Where(m => m.After.Id != message.Id), withheld],
            Targets = Untext(change, read, message, reason, backToPool),
        };
    }

    private static IReadOnlyList<TargetChange> Untext(
        ConversationChange change, ConversationSnapshot read, Message message, RefusalCode reason, bool backToPool)
    {
        if (message.Target is not { } id || read.FindTarget(id) is not { } target)
        {
            return change.Targets;
        }

        var changed = change.Targets.FirstOrDefault(t => t.After.Id == id);
        var now = (changed.After ?? target) with { Message = null, State = TargetState.Assigned };
        now = reason switch
        {
            RefusalCode.OptedOut => now.Hold(HeldReason.OptedOut),
            RefusalCode.Landline => now.Hold(HeldReason.Landline),
            _ when backToPool && !now.IsKept => now.Release(),
            _ => now,
        };
        return [.. change.Targets.Where(t => t.After.Id != id), new(target, now)];
    }
}
