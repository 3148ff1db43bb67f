using P2P.Sdk.Events;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Conversations;

/// <summary>Who is to hear of a change: it follows from the change.</summary>
internal static class ConversationEvents
{
    /// <summary>So many are told one by one: a list that shows them is read again only in part.</summary>
    private const int FewChanges = 50;

    public static void Publish(ConversationChange change, IEventStream events)
    {
        var campaign = change.Campaign;
        var (before, after) = (change.Before, change.After);
        events.Publish(new P2PEvent.ConversationChanged(campaign, after.Id));
        foreach (var (action, _) in change.Counts)
        {
            events.Publish(new P2PEvent.CountsChanged(campaign, action));
        }

        if (ChangesInbox(change))
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

    /// <summary>The same for many changes of one campaign: each inbox and each action is told once.</summary>
    public static void PublishAll(IReadOnlyList<ConversationChange> changes, IEventStream events)
    {
        if (changes.Count <= FewChanges)
        {
            foreach (var change in changes)
            {
                Publish(change, events);
            }

            return;
        }

        var campaign = changes[0].Campaign;
        foreach (var change in changes)
        {
            events.Publish(new P2PEvent.ConversationChanged(campaign, change.After.Id));
        }

        foreach (var user in changes.Where(ChangesInbox).SelectMany(change => new[] { change.Before?.Holder, change.After.Holder }).Distinct())
        {
            events.Publish(new P2PEvent.InboxChanged(campaign, user, default));
        }

        foreach (var action in changes.SelectMany(change => change.Counts).Select(count => count.Action).Distinct())
        {
            events.Publish(new P2PEvent.CountsChanged(campaign, action));
        }

        if (changes.SelectMany(change => change.Messages).Any(m => m.After.Status == MessageStatus.Queued))
        {
            events.Publish(new P2PEvent.TextsQueued(campaign));
        }
    }

    private static bool ChangesInbox(ConversationChange change) =>
        change.Before is not { } before || before.Holder != change.After.Holder || InInbox(before) != InInbox(change.After);

    private static (long, int, bool, bool, bool) InInbox(Contacts.Contact contact) =>
        (contact.InboxOrder, contact.LastSequence, contact.Unread, contact.AsksToBeRemoved, contact.OptedOut);
}
