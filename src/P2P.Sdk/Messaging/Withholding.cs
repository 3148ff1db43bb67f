using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Users;

namespace P2P.Sdk.Messaging;

/// <summary>Keeps a queued text from going out, and undoes what queueing it did.</summary>
internal static class Withholding
{
    /// <param name="change">Made from <paramref name="read"/>; may have changed the message or its target already.</param>
    /// <param name="message">QUEUED, or UNKNOWN where it is certain that the carrier does not have it.</param>
    /// <param name="reason"><see langword="null"/>: an admin found that it had not been sent.</param>
    /// <param name="backToPool">Where the reason heals with time: whether the target goes to the pool, not to its user.</param>
    public static ConversationChange Apply(
        ConversationChange change, ConversationSnapshot read, Message message, RefusalCode? reason, bool backToPool)
    {
        var before = change.Messages.FirstOrDefault(m => m.After.Id == message.Id);
        var withheld = new MessageChange(
            before.After is null ? message : before.Before, message with { Status = MessageStatus.Withheld, WithheldFor = reason });

        return change with
        {
            After = Undo(change.After, read, message) with
            {
                RecentTexts = RecentText.Remove(change.After.RecentTexts, message.Sequence),
            },
            Messages =
            [
                .. change.Messages.Where(m => m.After.Id != message.Id && !IsNextAfter(m.After, message)),
                withheld,
                .. Next(change, read, message),
            ],
            Targets = Untext(change, read, message, reason, backToPool),
        };
    }

    private static Contact Undo(Contact contact, ConversationSnapshot read, Message message) => message.Kind switch
    {
        MessageKind.Initial when contact.IsOpenedBy(message) => contact with
        {
            LastOpeningAt = message.FormerOpeningAt,
            CurrentAction = message.FormerAction,
            Holder = HolderAfter(contact, read, message),
        },
        MessageKind.FormResponse => contact with { LastOpeningAt = message.FormerOpeningAt },
        MessageKind.Reply when !contact.OptedOut => contact with
        {
            WaitingSince = message.FormerWaitingSince ?? contact.WaitingSince,
        },
        _ => contact,
    };

    // An admin may have moved the conversation since. And nobody loses sight of a contact by an opt-out: no text will ever
    // follow that a former holder could send, and whoever wrote sees that the text did not go, and why, just as if the
    // opt-out had come a second after it.
    private static UserId? HolderAfter(Contact contact, ConversationSnapshot read, Message message) =>
        contact.Holder == message.Sender && !contact.OptedOut ? FormerHolder(read, message) : contact.Holder;

    /// <summary>Nobody, where an admin has stopped them since: then it lies in the admins' inbox.</summary>
    private static UserId? FormerHolder(ConversationSnapshot read, Message message) =>
        message.FormerHolder is { } holder && !read.StoppedFormerHolders.Contains(holder) ? holder : null;

    /// <summary>An opening text of another action that was queued after this one: what it found is what this one had found.</summary>
    private static IEnumerable<MessageChange> Next(ConversationChange change, ConversationSnapshot read, Message message)
    {
        var changed = change.Messages.Where(m => IsNextAfter(m.After, message));
        var others = read.Messages
            .Where(m => IsNextAfter(m, message) && change.Messages.All(c => c.After.Id != m.Id))
            .Select(m => new MessageChange(m, m));
        return changed.Concat(others).Select(next => next with
        {
            After = next.After with
            {
                FormerOpeningAt = message.FormerOpeningAt,
                FormerAction = message.FormerAction,
                FormerHolder = FormerHolder(read, message),
            },
        });
    }

    private static bool IsNextAfter(Message other, Message message) =>
        message.Kind == MessageKind.Initial && other.Kind == MessageKind.Initial && other.Sequence > message.Sequence
        && other.FormerAction == message.Action && other.Status != MessageStatus.Withheld;

    private static IReadOnlyList<TargetChange> Untext(
        ConversationChange change, ConversationSnapshot read, Message message, RefusalCode? reason, bool backToPool)
    {
        if (message.Target is not { } id || read.FindTarget(id) is not { } target)
        {
            return change.Targets;
        }

        var changed = change.Targets.FirstOrDefault(t => t.After.Id == id);
        var now = (changed.After ?? target) with { Message = null, State = TargetState.Assigned };
        now = reason switch
        {
            _ when reason == RefusalCode.OptedOut || change.After.OptedOut => now.Hold(HeldReason.OptedOut),
            _ when reason == RefusalCode.Landline || change.After.LineType == LineType.Landline => now.Hold(HeldReason.Landline),
            _ when read.HasLeftList => now with { State = TargetState.Withdrawn },
            _ when backToPool && !now.IsKept => now.Release(),
            _ => now,
        };
        return [.. change.Targets.Where(t => t.After.Id != id), new(target, now)];
    }
}
