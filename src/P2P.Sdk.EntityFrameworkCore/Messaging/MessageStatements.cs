using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>Statements about messages that other features' transactions need too.</summary>
internal static class MessageStatements
{
    public static async ValueTask<Message?> FindMessageAsync(this Session session, CampaignId campaign, MessageId message) =>
        (await session.FindAsync<MessageRow>($"WHERE campaign_id = {campaign} AND message_id = {message}"))?.ToMessage();

    /// <summary>A contact's messages that are queued, sending or unknown, in their order.</summary>
    public static async ValueTask<List<Message>> OpenMessagesOfAsync(
        this Session session, CampaignId campaign, ContactId contact) =>
    [
        .. (await session.QueryAsync<MessageRow>(
            $"WHERE campaign_id = {campaign} AND contact_id = {contact} AND status <= 2 ORDER BY sequence"))
            .Select(row => row.ToMessage()),
    ];

    public static async ValueTask<Attempt?> LastAttemptAtAsync(this Session session, CampaignId campaign, MessageId message) =>
        (await session.FindAsync<AttemptRow>(
            $"WHERE campaign_id = {campaign} AND message_id = {message} ORDER BY number DESC LIMIT 1"))?.ToAttempt();

    /// <summary>Texts in UNKNOWN whose last attempt is not to be looked up again.</summary>
    public static async ValueTask<Page<Message>> PageUndecidedAsync(
        this Session session, CampaignId campaign, PageRequest page)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add($"status IN (1, 2)"); // As the index says.
        where.Add($"status = 2");
        where.Add(
            $"""
            NOT EXISTS (SELECT 1 FROM attempts a WHERE a.campaign_id = messages.campaign_id
                AND a.message_id = messages.message_id AND a.number = messages.attempt AND a.next_lookup_at IS NOT NULL)
            """);
        if (page.From is { } from)
        {
            var at = Instant.FromUnixTimeTicks(from.Order);
            where.Add(page.Backward
                ? (FormattableString)$"(created_at, message_id) < ({at}, {from.Id})"
                : $"(created_at, message_id) > ({at}, {from.Id})");
        }

        var rows = await session.QueryAsync<MessageRow>(where.Statement("WHERE ", page.Backward
            ? $" ORDER BY created_at DESC, message_id DESC LIMIT {page.Size + 1}"
            : (FormattableString)$" ORDER BY created_at, message_id LIMIT {page.Size + 1}"));
        return Page.Of(rows.Select(row => row.ToMessage()), page, m => new Cursor(m.CreatedAt.ToUnixTimeTicks(), m.Id.Value));
    }
}
