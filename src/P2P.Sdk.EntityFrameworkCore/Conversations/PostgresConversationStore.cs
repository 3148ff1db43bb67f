using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Conversations.Committing;
using P2P.Sdk.EntityFrameworkCore.Conversations.Reading;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Conversations;

/// <summary>Conversations on PostgreSQL: each method is one round trip, shared by the calls that come together.</summary>
internal sealed class PostgresConversationStore : IConversationStore
{
    /// <summary>While one waits, as for a lock, another goes on.</summary>
    private const int Lanes = 2;

    private const int MostReads = 64;
    private const int MostChanges = 64;

    private readonly PostgresDatabase _database;
    private readonly PostgresCommit _commit;
    private readonly Groups<ConversationQuery, ConversationSnapshot?> _reads;
    private readonly Groups<ConversationChange, CommitResult> _commits;

    public PostgresConversationStore(PostgresDatabase database)
    {
        _commit = new PostgresCommit(database);
        _database = database;
        _reads = new(Lanes, MostReads, _ => [], (campaign, _, queries) => PostgresReading.ReadAsync(database, campaign, queries));
        _commits = new(Lanes, MostChanges, HeldBy, _commit.CommitAsync);
    }

    public Task<IReadOnlyList<ConversationSnapshot?>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ConversationQuery> queries, CancellationToken cancellationToken) =>
        _reads.RunAsync(campaign, queries, cancellationToken);

    public Task<IReadOnlyList<CommitResult>> CommitAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return Task.FromResult<IReadOnlyList<CommitResult>>([]);
        }

        ConversationWriter.ThrowIfImpossible(changes[0].Campaign, changes);
        return _commits.RunAsync(changes[0].Campaign, changes, cancellationToken);
    }

    public Task<IReadOnlyList<CommitResult>> CommitAllAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
    {
        ConversationWriter.ThrowIfImpossible(changes[0].Campaign, changes);
        return _commit.CommitAllAsync(changes[0].Campaign, Lanes, changes);
    }

    public async Task<Page<Message>> PageMessagesAsync(
        CampaignId campaign, ContactId contact, PageRequest page, CancellationToken cancellationToken) =>
        (await PageMessagesAsync(campaign, [contact], page, cancellationToken))
            .GetValueOrDefault(contact, Threads.Page([], page));

    public async Task<IReadOnlyDictionary<ContactId, Page<Message>>> PageMessagesAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, PageRequest page, CancellationToken cancellationToken)
    {
        await using var batch = _database.CreateBatch();
        var rows = Threads.Read(batch, campaign, contacts, page);
        await batch.RunAsync(cancellationToken);
        return rows.GroupBy(row => new ContactId(row.ContactId))
            .ToDictionary(thread => thread.Key, thread => Threads.Page(thread, page));
    }

    public async Task<Page<Contact>> PageInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, InboxFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var batch = _database.CreateBatch();
        var rows = PostgresInbox.Read(batch, campaign, user, andUnheld, filter, page);
        await batch.RunAsync(cancellationToken);
        return Page.Of(rows.Select(row => row.ToContact()), page, contact => new Cursor(contact.InboxOrder, contact.Id.Value));
    }

    public async Task<InboxNumbers> CountInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, CancellationToken cancellationToken)
    {
        await using var batch = _database.CreateBatch();
        var numbers = PostgresInbox.Count(batch, campaign, user, andUnheld);
        await batch.RunAsync(cancellationToken);
        return numbers[0];
    }

    /// <summary>What two changes under way at the same time would wait for each other for, or do twice.</summary>
    private static IEnumerable<object> HeldBy(ConversationChange change)
    {
        yield return change.After.Id;
        yield return change.After.Phone;
        if (change.Key is { } use)
        {
            yield return (use.User, use.Operation, use.Key);
        }

        if (change.Settles is { } settled)
        {
            yield return settled;
        }
    }
}
