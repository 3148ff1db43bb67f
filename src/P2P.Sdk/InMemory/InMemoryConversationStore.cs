using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryConversationStore(InMemoryState state) : IConversationStore
{
    public Task<IReadOnlyList<ConversationSnapshot?>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ConversationQuery> queries, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<ConversationSnapshot?>>(
            () =>
            {
                var rows = state.Find(campaign);
                return [.. queries.Select(query => rows is null ? null : ConversationReading.Read(rows, query))];
            },
            cancellationToken);

    public Task<IReadOnlyList<CommitResult>> CommitAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
    {
        ConversationWriting.ThrowIfImpossible(changes);
        return state.DoAsync<IReadOnlyList<CommitResult>>(() => [.. changes.Select(Commit)], cancellationToken);
    }

    public Task<IReadOnlyList<CommitResult>> CommitAllAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
    {
        ConversationWriting.ThrowIfImpossible(changes);
        return state.DoAsync<IReadOnlyList<CommitResult>>(
            () =>
            {
                var rows = state.Get(changes[0].Campaign);
                var results = changes.Select(change => ConversationWriting.Judge(rows, change)).ToList();
                if (results.TrueForAll(result => result == CommitResult.Committed))
                {
                    foreach (var change in changes)
                    {
                        ConversationWriting.Write(rows, change);
                    }
                }

                return results;
            },
            cancellationToken);
    }

    public Task<Page<Message>> PageMessagesAsync(
        CampaignId campaign, ContactId contact, PageRequest page, CancellationToken cancellationToken) =>
        state.DoAsync(() => ReadThread(state.Find(campaign)?.Contacts.GetValueOrDefault(contact), page), cancellationToken);

    public Task<IReadOnlyDictionary<ContactId, Page<Message>>> PageMessagesAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, PageRequest page, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyDictionary<ContactId, Page<Message>>>(
            () => contacts.Distinct()
                .Select(id => state.Find(campaign)?.Contacts.GetValueOrDefault(id))
                .OfType<ContactRow>()
                .Where(row => row.Thread.Count > 0)
                .ToDictionary(row => row.Contact.Id, row => ReadThread(row, page)),
            cancellationToken);

    public Task<Page<Contact>> PageInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, InboxFilter filter, PageRequest page,
        CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var read = Inboxes(campaign, user, andUnheld)
                .SelectMany(inbox => Contacts(campaign, inbox.Read(page))
                    .Where(contact => IsIn(contact, filter)).Take(page.Size + 1))
                .Order(Comparer<Contact>.Create((a, b) => Places.Order.Compare(Places.InInbox(a), Places.InInbox(b))));
            return Page.Of(page.Backward ? read.Reverse() : read, page, Places.InInbox);
        },
        cancellationToken);

    public Task<InboxNumbers> CountInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, CancellationToken cancellationToken) => state.DoAsync(
        () => Inboxes(campaign, user, andUnheld)
            .SelectMany(inbox => Contacts(campaign, inbox))
            .Aggregate(default(InboxNumbers), (sum, contact) => new(
                sum.Unread + (contact.Unread ? 1 : 0), sum.NeedsAttention + (contact.NeedsAttention ? 1 : 0))),
        cancellationToken);

    private CommitResult Commit(ConversationChange change)
    {
        if (state.Find(change.Campaign) is not { } rows)
        {
            return CommitResult.Stale;
        }

        var result = ConversationWriting.Judge(rows, change);
        if (result == CommitResult.Committed)
        {
            ConversationWriting.Write(rows, change);
        }

        return result;
    }

    private static Page<Message> ReadThread(ContactRow? row, PageRequest page)
    {
        IEnumerable<Message> thread = row is null ? [] : row.Thread.Values;
        var read = page.Backward
            ? thread.Reverse().Where(m => page.From is not { } from || m.Sequence < from.Order)
            : thread.Where(m => page.From is not { } from || m.Sequence > from.Order);
        return Page.Of(read, page, m => new Cursor(m.Sequence, m.Id.Value));
    }

    private IEnumerable<SortedSet<Cursor>> Inboxes(CampaignId campaign, UserId user, bool andUnheld)
    {
        UserId[] holders = andUnheld ? [user, default] : [user];
        return holders.Select(holder => state.Find(campaign)?.Inboxes.GetValueOrDefault(holder)).OfType<SortedSet<Cursor>>();
    }

    private IEnumerable<Contact> Contacts(CampaignId campaign, IEnumerable<Cursor> places) =>
        places.Select(place => state.Get(campaign).Contacts[new ContactId(place.Id)].Contact);

    private static bool IsIn(Contact contact, InboxFilter filter) => filter switch
    {
        InboxFilter.NeedsAttention => contact.NeedsAttention,
        InboxFilter.Unread => contact.Unread,
        _ => true,
    };
}
