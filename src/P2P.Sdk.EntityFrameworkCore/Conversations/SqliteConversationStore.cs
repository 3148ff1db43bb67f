using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Conversations;

internal sealed class SqliteConversationStore(Database database) : IConversationStore
{
    public Task<IReadOnlyList<ConversationSnapshot?>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ConversationQuery> queries, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ConversationSnapshot?>>(
            async session =>
            {
                var reader = await ConversationReader.OpenAsync(session, campaign);
                var snapshots = new ConversationSnapshot?[queries.Count];
                for (var i = 0; i < queries.Count; i++)
                {
                    snapshots[i] = await reader.ReadAsync(queries[i]);
                }

                return snapshots;
            },
            cancellationToken);

    public Task<IReadOnlyList<CommitResult>> CommitAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return Task.FromResult<IReadOnlyList<CommitResult>>([]);
        }

        var campaign = changes[0].Campaign;
        ConversationWriter.ThrowIfImpossible(campaign, changes);

        return database.WriteAsync<IReadOnlyList<CommitResult>>(
            async session =>
            {
                var writer = new ConversationWriter(session, campaign);
                await writer.LockAsync(changes);
                var results = new CommitResult[changes.Count];
                for (var i = 0; i < changes.Count; i++)
                {
                    results[i] = await writer.JudgeAsync(changes[i]);
                    if (results[i] == CommitResult.Committed)
                    {
                        await writer.WriteAsync(changes[i]);
                    }
                }

                await writer.FinishAsync();
                return results;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<CommitResult>> CommitAllAsync(
        IReadOnlyList<ConversationChange> changes, CancellationToken cancellationToken)
    {
        var campaign = changes[0].Campaign;
        ConversationWriter.ThrowIfImpossible(campaign, changes);
        return database.WriteAsync<IReadOnlyList<CommitResult>>(
            async session =>
            {
                var writer = new ConversationWriter(session, campaign);
                await writer.LockAsync(changes);
                var results = new CommitResult[changes.Count];
                for (var i = 0; i < changes.Count; i++)
                {
                    results[i] = await writer.JudgeAsync(changes[i]);
                }

                if (results.All(result => result == CommitResult.Committed))
                {
                    foreach (var change in changes)
                    {
                        await writer.WriteAsync(change);
                    }

                    await writer.FinishAsync();
                }

                return results;
            },
            cancellationToken);
    }

    public Task<Page<Message>> PageMessagesAsync(
        CampaignId campaign, ContactId contact, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(session => PageMessagesAsync(session, campaign, contact, page), cancellationToken);

    public Task<IReadOnlyDictionary<ContactId, Page<Message>>> PageMessagesAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<ContactId, Page<Message>>>(
            async session =>
            {
                var pages = new Dictionary<ContactId, Page<Message>>();
                foreach (var contact in contacts.Distinct())
                {
                    if (await PageMessagesAsync(session, campaign, contact, page) is { Items.Count: > 0 } read)
                    {
                        pages.Add(contact, read);
                    }
                }

                return pages;
            },
            cancellationToken);

    public Task<Page<Contact>> PageInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, InboxFilter filter, PageRequest page,
        CancellationToken cancellationToken) =>
        database.ReadAsync(session => Inbox.PageAsync(session, campaign, user, andUnheld, filter, page), cancellationToken);

    public Task<InboxNumbers> CountInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Inbox.CountAsync(session, campaign, user, andUnheld), cancellationToken);

    private static async ValueTask<Page<Message>> PageMessagesAsync(
        Session session, CampaignId campaign, ContactId contact, PageRequest page)
    {
        var from = page.From?.Order ?? (page.Backward ? long.MaxValue : 0);
        var rows = page.Backward
            ? await session.QueryAsync<MessageRow>(
                $"""
                WHERE campaign_id = {campaign} AND contact_id = {contact} AND sequence < {from}
                ORDER BY sequence DESC LIMIT {page.Size + 1}
                """)
            : await session.QueryAsync<MessageRow>(
                $"""
                WHERE campaign_id = {campaign} AND contact_id = {contact} AND sequence > {from}
                ORDER BY sequence LIMIT {page.Size + 1}
                """);
        return Page.Of(rows.Select(row => row.ToMessage()), page, message => new Cursor(message.Sequence, message.Id.Value));
    }
}
