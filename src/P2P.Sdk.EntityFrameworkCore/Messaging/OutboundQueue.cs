using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>Reads what waits for the carrier by the indexes that hold nothing else.</summary>
internal static class OutboundQueue
{
    public static bool HasWork(SqliteSession session) => Campaigns(session).Count > 0;

    /// <summary>Takes campaigns without an open text off the list of those with work; a queued text puts them back.</summary>
    public static void ForgetIdleCampaigns(SqliteSession session)
    {
        foreach (var campaign in Campaigns(session))
        {
            session.Execute(
                $"""
                DELETE FROM campaign_work WHERE kind = {WorkKind.Texts} AND campaign_id = {campaign}
                    AND NOT EXISTS (SELECT 1 FROM sender_numbers n JOIN messages m ON m.campaign_id = n.campaign_id
                        AND m.campaign_number = n.number AND m.status = 0 WHERE n.campaign_id = {campaign})
                    AND NOT EXISTS (SELECT 1 FROM messages WHERE campaign_id = {campaign} AND status IN (1, 2))
                """);
        }
    }

    /// <summary>Numbers with queued texts that no node has, the one with the oldest text first.</summary>
    public static IReadOnlyList<(CampaignId Campaign, PhoneNumber Number)> FreeNumbers(SqliteSession session, int most) =>
    [
        .. Campaigns(session).SelectMany(campaign => session.List(
            $"""
            SELECT number, (SELECT MIN(created_at) FROM messages WHERE campaign_id = {campaign}
                AND campaign_number = sender_numbers.number AND status = 0) AS oldest
            FROM sender_numbers WHERE campaign_id = {campaign} AND oldest IS NOT NULL
                AND (leased_until IS NULL OR leased_until <= {session.Now()})
            ORDER BY oldest LIMIT {most}
            """,
            reader => (Campaign: campaign, Number: PhoneNumber.Parse(reader.GetString(0)), Oldest: reader.GetInt64(1))))
            .OrderBy(number => number.Oldest).Take(most).Select(number => (number.Campaign, number.Number)),
    ];

    /// <summary>First queued first; a contact's first one only, and only where none of the contact's is on its way.</summary>
    public static IReadOnlyList<MessageId> Next(SqliteSession session, SenderLease lease, int most) => session.List(
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
        reader => new MessageId(SqliteValues.Read<Guid>(reader, 0)));

    public static IReadOnlyList<(CampaignId Campaign, MessageId Message)> Overdue(SqliteSession session, int most) =>
    [
        .. Campaigns(session).SelectMany(campaign => session.List(
            $"""
            SELECT m.message_id, CASE WHEN m.status = 1 THEN a.deadline ELSE a.next_lookup_at END AS due
            FROM messages m JOIN attempts a ON a.campaign_id = m.campaign_id AND a.message_id = m.message_id
            WHERE m.campaign_id = {campaign} AND m.status IN (1, 2) AND due <= {session.Now()}
                AND a.number = (SELECT MAX(number) FROM attempts last
                    WHERE last.campaign_id = m.campaign_id AND last.message_id = m.message_id)
            ORDER BY due LIMIT {most}
            """,
            reader => (Campaign: campaign, Message: new MessageId(SqliteValues.Read<Guid>(reader, 0)), Due: reader.GetInt64(1))))
            .OrderBy(message => message.Due).Take(most).Select(message => (message.Campaign, message.Message)),
    ];

    private static List<CampaignId> Campaigns(SqliteSession session) => session.List(
        $"SELECT campaign_id FROM campaign_work WHERE kind = {WorkKind.Texts} ORDER BY due_at, campaign_id",
        reader => new CampaignId(SqliteValues.Read<Guid>(reader, 0)));
}
