using P2P.Sdk.Events;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Conversations;

/// <summary>Who is to hear of a change: it follows from the change.</summary>
internal static class ConversationEvents
{
    public static void Publish(ConversationChange change, IEventStream events)
    {
        var campaign = change.Campaign;
        var (before, after) = (change.Before, change.After);
        events.Publish(new P2PEvent.ConversationChanged(campaign, after.Id));
        foreach (var (action, _) in change.Counts)
        {
            events.Publish(new P2PEvent.CountsChanged(campaign, action));
        }

        if (before is null || before.Holder != after.Holder || InInbox(before) != InInbox(after))
        {
            events.Publish(new P2PEvent.InboxChanged(campaign, after.Holder, after.Id));
            if (before is not null && before.Holder != after.Holder)
            {
                events.Publish(new P2PEvent.InboxChanged(campaign, before.Holder, after.Id));
            }
        }

        if (change.Messages.Any(m => m.After.Status == MessageStatus.Queued))
        {
            events.Publish(new P2PEvent.TextsQueued(campaign));
        }
    }

    private static (long, int, bool, bool, bool) InInbox(Contacts.Contact contact) =>
        (contact.InboxOrder, contact.LastSequence, contact.Unread, contact.AsksToBeRemoved, contact.OptedOut);
}
