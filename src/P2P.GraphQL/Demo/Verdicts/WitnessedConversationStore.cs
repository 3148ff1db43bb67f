using NodaTime;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Demo.Verdicts;

/// <summary>A conversation store that tells a witness of what was committed, and changes nothing.</summary>
internal sealed class WitnessedConversationStore(
    IConversationStore store, CommitOrder order, TimeProvider time, double scale) : IConversationStore
{
    public async Task<IReadOnlyList<CommitResult>> CommitAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
    {
        var asked = Instant.FromDateTimeOffset(time.GetUtcNow());
        var results = await store.CommitAsync(changes, cancellationToken);
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i] == CommitResult.Committed)
            {
                order.Add(changes[i], asked, scale);
            }
        }

        return results;
    }

    public async Task<IReadOnlyList<CommitResult>> CommitAllAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
    {
        var asked = Instant.FromDateTimeOffset(time.GetUtcNow());
        var results = await store.CommitAllAsync(changes, cancellationToken);
        foreach (var change in results.All(result => result == CommitResult.Committed) ? changes : [])
        {
            order.Add(change, asked, scale);
        }

        return results;
    }

    public Task<IReadOnlyList<ConversationSnapshot?>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ConversationQuery> queries, CancellationToken cancellationToken) =>
        store.ReadAsync(campaign, queries, cancellationToken);

    public Task<Page<Message>> PageMessagesAsync(
        CampaignId campaign, ContactId contact, PageRequest page, CancellationToken cancellationToken) =>
        store.PageMessagesAsync(campaign, contact, page, cancellationToken);

    public Task<IReadOnlyDictionary<ContactId, Page<Message>>> PageMessagesAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, PageRequest page, CancellationToken cancellationToken) =>
        store.PageMessagesAsync(campaign, contacts, page, cancellationToken);

    public Task<Page<Contact>> PageInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, InboxFilter filter, PageRequest page,
        CancellationToken cancellationToken) =>
        store.PageInboxAsync(campaign, user, andUnheld, filter, page, cancellationToken);

    public Task<InboxNumbers> CountInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, CancellationToken cancellationToken) =>
        store.CountInboxAsync(campaign, user, andUnheld, cancellationToken);
}
