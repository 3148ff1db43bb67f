using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Conversations;

internal sealed class SqliteConversationStore(SqliteDatabase database) : IConversationStore
{
    public Task<IReadOnlyList<ConversationSnapshot?>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ConversationQuery> queries, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ConversationSnapshot?>>(
            session =>
            {
                var reader = new ConversationReader(session, campaign);
                return [.. queries.Select(reader.Read)];
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
            session =>
            {
                var writer = new ConversationWriter(session, campaign);
                var results = new CommitResult[changes.Count];
                for (var i = 0; i < changes.Count; i++)
                {
                    results[i] = writer.Judge(changes[i]);
                    if (results[i] == CommitResult.Committed)
                    {
                        writer.Write(changes[i]);
                    }
                }

                writer.Finish();
                return results;
            },
            cancellationToken);
    }

    public Task<Page<Message>> PageMessagesAsync(
        CampaignId campaign, ContactId contact, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(session => PageMessages(session, campaign, contact, page), cancellationToken);

    public Task<IReadOnlyDictionary<ContactId, Page<Message>>> PageMessagesAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<ContactId, Page<Message>>>(
            session => contacts.Distinct()
                .Select(contact => (contact, Page: PageMessages(session, campaign, contact, page)))
                .Where(read => read.Page.Items.Count > 0)
                .ToDictionary(read => read.contact, read => read.Page),
            cancellationToken);

    public Task<Page<Contact>> PageInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, InboxFilter filter, PageRequest page,
        CancellationToken cancellationToken) =>
        database.ReadAsync(session => Inbox.Page(session, campaign, user, andUnheld, filter, page), cancellationToken);

    public Task<InboxNumbers> CountInboxAsync(
        CampaignId campaign, UserId user, bool andUnheld, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Inbox.Count(session, campaign, user, andUnheld), cancellationToken);

    private static Page<Message> PageMessages(
        SqliteSession session, CampaignId campaign, ContactId contact, PageRequest page)
    {
        var from = page.From?.Order ?? (page.Backward ? long.MaxValue : 0);
        var rows = page.Backward
            ? session.Query<MessageRow>(
                $"""
                WHERE campaign_id = {campaign} AND contact_id = {contact} AND sequence < {from}
                ORDER BY sequence DESC LIMIT {page.Size + 1}
                """)
            : session.Query<MessageRow>(
                $"""
                WHERE campaign_id = {campaign} AND contact_id = {contact} AND sequence > {from}
                ORDER BY sequence LIMIT {page.Size + 1}
                """);
        return Page.Of(rows.Select(row => row.ToMessage()), page, message => new Cursor(message.Sequence, message.Id.Value));
    }
}
