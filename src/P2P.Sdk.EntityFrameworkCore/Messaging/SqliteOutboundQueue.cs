using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>Reads what waits for the carrier by the indexes that hold nothing else.</summary>
internal static class SqliteOutboundQueue
{
    public static async ValueTask<bool> HasWorkAsync(Session session) => (await CampaignsAsync(session)).Count > 0;

    /// <summary>Takes campaigns without an open text off the list of those with work; a queued text puts them back.</summary>
    public static async ValueTask ForgetIdleCampaignsAsync(Session session)
    {
        foreach (var campaign in await CampaignsAsync(session))
        {
            await session.ExecuteAsync(
                $"""
                DELETE FROM campaign_work WHERE kind = {WorkKind.Texts} AND campaign_id = {campaign}
                    AND NOT EXISTS (SELECT 1 FROM sender_numbers n JOIN messages m ON m.campaign_id = n.campaign_id
                        AND m.campaign_number = n.number AND m.status = 0 WHERE n.campaign_id = {campaign})
                    AND NOT EXISTS (SELECT 1 FROM messages WHERE campaign_id = {campaign} AND status IN (1, 2))
                """);
        }
    }

    /// <summary>Numbers with queued texts that no node has, the one with the oldest text first.</summary>
    public static async ValueTask<IReadOnlyList<(CampaignId Campaign, PhoneNumber Number)>> FreeNumbersAsync(
        Session session, Instant now, int most)
    {
        var free = new List<(CampaignId Campaign, PhoneNumber Number, Instant Oldest)>();
        foreach (var campaign in await CampaignsAsync(session))
        {
            free.AddRange(await session.ListAsync(
                $"""
                SELECT number, oldest FROM (
                    SELECT number, (SELECT MIN(created_at) FROM messages WHERE campaign_id = {campaign}
                        AND campaign_number = sender_numbers.number AND status = 0) AS oldest
                    FROM sender_numbers WHERE campaign_id = {campaign}
                        AND (leased_until IS NULL OR leased_until <= {now})) AS free
                WHERE oldest IS NOT NULL ORDER BY oldest LIMIT {most}
                """,
                reader => (campaign, PhoneNumber.Parse(reader.GetString(0)), session.Values.ReadInstant(reader, 1))));
        }

        return [.. free.OrderBy(number => number.Oldest).Take(most).Select(number => (number.Campaign, number.Number))];
    }

    /// <summary>First queued first; a contact's first one only, and only where none of the contact's is on its way.</summary>
    public static ValueTask<List<MessageId>> NextAsync(Session session, SenderLease lease, int most) => session.ListAsync(
        $"""
        SELECT message_id FROM messages
        WHERE campaign_id = {lease.Campaign} AND campaign_number = {lease.Number} AND status = 0
            AND EXISTS (SELECT 1 FROM sender_numbers WHERE campaign_id = {lease.Campaign} AND number = {lease.Number}
                AND leased_by = {lease.Node})
            AND NOT EXISTS (SELECT 1 FROM messages other WHERE other.campaign_id = {lease.Campaign}
                AND other.contact_id = messages.contact_id AND other.status <= 2
                AND (other.status > 0 OR other.sequence < messages.sequence))
        ORDER BY created_at, contact_id, sequence LIMIT {most}
        """,
        reader => new MessageId(session.Values.ReadId(reader, 0)));

    public static async ValueTask<IReadOnlyList<(CampaignId Campaign, MessageId Message)>> OverdueAsync(Session session, int most)
    {
        var now = await session.NowAsync();
        var overdue = new List<(CampaignId Campaign, MessageId Message, Instant Due)>();
        foreach (var campaign in await CampaignsAsync(session))
        {
            overdue.AddRange(await session.ListAsync(
                $"""
                SELECT message_id, due FROM (
                    SELECT m.message_id, CASE WHEN m.status = 1 THEN a.deadline ELSE a.next_lookup_at END AS due
                    FROM messages m JOIN attempts a ON a.campaign_id = m.campaign_id AND a.message_id = m.message_id
                    WHERE m.campaign_id = {campaign} AND m.status IN (1, 2)
                        AND a.number = (SELECT MAX(number) FROM attempts last
                            WHERE last.campaign_id = m.campaign_id AND last.message_id = m.message_id)) AS handed_over
                WHERE due <= {now} ORDER BY due LIMIT {most}
                """,
                reader => (
                    campaign, new MessageId(session.Values.ReadId(reader, 0)), session.Values.ReadInstant(reader, 1))));
        }

        return [.. overdue.OrderBy(message => message.Due).Take(most).Select(message => (message.Campaign, message.Message))];
    }

    private static ValueTask<List<CampaignId>> CampaignsAsync(Session session) => session.ListAsync(
        $"SELECT campaign_id FROM campaign_work WHERE kind = {WorkKind.Texts} ORDER BY due_at, campaign_id",
        reader => new CampaignId(session.Values.ReadId(reader, 0)));
}
