using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Reading;

/// <summary>Reads pages of many threads by one statement.</summary>
internal static class Threads
{
    public static List<MessageRow> Read(
        PostgresBatch batch, CampaignId campaign, IReadOnlyList<ContactId> contacts, PageRequest page)
    {
        Guid[] ids = [.. contacts.Select(c => c.Value).Distinct()];
        var from = (int)(page.From?.Order ?? (page.Backward ? int.MaxValue : 0));
        return page.Backward
            ? batch.Rows<MessageRow>(
                $"""
                FROM unnest({ids}) AS id CROSS JOIN LATERAL (SELECT * FROM messages
                    WHERE campaign_id = {campaign.Value} AND contact_id = id AND sequence < {from}
                    ORDER BY sequence DESC LIMIT {page.Size + 1}) AS r
                """)
            : batch.Rows<MessageRow>(
                $"""
                FROM unnest({ids}) AS id CROSS JOIN LATERAL (SELECT * FROM messages
                    WHERE campaign_id = {campaign.Value} AND contact_id = id AND sequence > {from}
                    ORDER BY sequence LIMIT {page.Size + 1}) AS r
                """);
    }

    public static Page<Message> Page(IEnumerable<MessageRow> read, PageRequest page) => Sdk.Page.Of(
        read.Select(row => row.ToMessage()), page, message => new Cursor(message.Sequence, message.Id.Value));
}
