using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.Testing.Histories;

/// <summary>Writes down which commits held, by the version of the contact that they changed: an order that no clock blurs.</summary>
internal sealed class CommitLog
{
    private readonly Lock _gate = new();
    private readonly List<(ContactId Contact, long Version, bool OptsOut, bool StartsSending)> _commits = [];

    /// <summary>A sentence for each commit that should not have held.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
            {
                var optOuts = _commits.Where(c => c.OptsOut).GroupBy(c => c.Contact).ToDictionary(g => g.Key, g => g.Min(c => c.Version));
                return
                [
                    .. _commits.CountBy(c => (c.Contact, c.Version)).Where(c => c.Value > 1)
                        .Select(c => $"{c.Value} commits held on version {c.Key.Version} of contact {c.Key.Contact}"),
                    .. _commits.Where(c => c.StartsSending && optOuts.TryGetValue(c.Contact, out var version) && c.Version >= version)
                        .Select(c => $"a text was SENDING after the opt-out of contact {c.Contact}"),
                ];
            }
        }
    }

    /// <summary>Puts itself before the store that is registered.</summary>
    public void Watch(IServiceCollection services)
    {
        var store = services.Last(s => s.ServiceType == typeof(IConversationStore));
        services.AddSingleton<IConversationStore>(provider => new Watched(
            (IConversationStore)(store.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, store.ImplementationType!)),
            this));
    }

    private void Add(ConversationChange change)
    {
        lock (_gate)
        {
            _commits.Add((
                change.After.Id,
                change.Before?.Version ?? 0,
                change.OptOut is not null,
                change.Messages.Any(m => m is { Before.Status: MessageStatus.Queued, After.Status: MessageStatus.Sending })));
        }
    }

    private sealed class Watched(IConversationStore store, CommitLog log) : IConversationStore
    {
        public async Task<IReadOnlyList<CommitResult>> CommitAsync(
            IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
        {
            var results = await store.CommitAsync(changes, cancellationToken);
            foreach (var (change, result) in changes.Zip(results).Where(c => c.Second == CommitResult.Committed))
            {
                log.Add(change);
            }

            return results;
        }

        public async Task<IReadOnlyList<CommitResult>> CommitAllAsync(
            IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
        {
            var results = await store.CommitAllAsync(changes, cancellationToken);
            foreach (var change in results.All(result => result == CommitResult.Committed) ? changes : [])
            {
                log.Add(change);
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
}
