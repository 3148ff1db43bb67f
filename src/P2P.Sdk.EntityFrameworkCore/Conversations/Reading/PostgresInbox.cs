using System.Runtime.CompilerServices;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Reading;

/// <summary>Reads inboxes by the indexes that hold only conversations, only unread ones and only waiting ones.</summary>
internal static class PostgresInbox
{
    private static readonly string[] Holders = ["= {1}", "IS NULL"];

    /// <summary>One more than the page, in the direction asked for. Each holder's part lies in order in the index; both are merged.</summary>
    public static List<ContactRow> Read(
        PostgresBatch batch, CampaignId campaign, UserId user, bool andUnheld, InboxFilter filter, PageRequest page)
    {
        var only = filter switch
        {
            InboxFilter.Unread => " AND unread",
            InboxFilter.NeedsAttention => " AND waiting_since IS NOT NULL",
            _ => "",
        };
        var order = page.Backward ? "ORDER BY inbox_order DESC, contact_id DESC" : "ORDER BY inbox_order, contact_id";
        var from = page.From is null ? "" : $" AND (inbox_order, contact_id) {(page.Backward ? '<' : '>')} ({{3}}, {{4}})";
        var parts = Holders.Take(andUnheld ? 2 : 1).Select(holder =>
            $"(SELECT * FROM contacts WHERE campaign_id = {{0}} AND holder {holder} AND last_sequence > 0{only}{from} {order} LIMIT {{2}})");
        object[] values = page.From is { } cursor
            ? [campaign.Value, user.Value, page.Size + 1, cursor.Order, cursor.Id]
            : [campaign.Value, user.Value, page.Size + 1];
        return batch.Rows<ContactRow>(FormattableStringFactory.Create(
            $"FROM ({string.Join(" UNION ALL ", parts)}) AS r {order} LIMIT {{2}}", values));
    }

    public static List<InboxNumbers> Count(PostgresBatch batch, CampaignId campaign, UserId user, bool andUnheld)
    {
        var id = campaign.Value;
        return batch.List(
            $"""
            SELECT
                (SELECT count(*) FROM contacts WHERE campaign_id = {id} AND holder = {user.Value} AND last_sequence > 0 AND unread),
                (SELECT count(*) FROM contacts WHERE campaign_id = {id} AND holder = {user.Value} AND last_sequence > 0
                    AND waiting_since IS NOT NULL),
                (SELECT count(*) FROM contacts WHERE {andUnheld} AND campaign_id = {id} AND holder IS NULL AND last_sequence > 0
                    AND unread),
                (SELECT count(*) FROM contacts WHERE {andUnheld} AND campaign_id = {id} AND holder IS NULL AND last_sequence > 0
                    AND waiting_since IS NOT NULL)
            """,
            reader => new InboxNumbers(
                (int)(reader.GetInt64(0) + reader.GetInt64(2)), (int)(reader.GetInt64(1) + reader.GetInt64(3))));
    }
}
