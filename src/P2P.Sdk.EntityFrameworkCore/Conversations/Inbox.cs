using System.Runtime.CompilerServices;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Conversations;

/// <summary>Reads inboxes by the indexes that hold only conversations, only unread ones and only waiting ones.</summary>
internal static class Inbox
{
    public static Page<Contact> Page(
        SqliteSession session, CampaignId campaign, UserId user, bool andUnheld, InboxFilter filter, PageRequest page)
    {
        // Each holder's part lies in order in the index; two parts are read and merged.
        var contacts = session.Query<ContactRow>(PartOf(campaign, user, filter, page)).Select(row => row.ToContact());
        if (andUnheld)
        {
            contacts = contacts.Concat(
                session.Query<ContactRow>(PartOf(campaign, null, filter, page)).Select(row => row.ToContact()));
            contacts = page.Backward
                ? contacts.OrderByDescending(contact => contact.InboxOrder).ThenByDescending(contact => contact.Id.Value)
                : contacts.OrderBy(contact => contact.InboxOrder).ThenBy(contact => contact.Id.Value);
        }

        return Sdk.Page.Of(contacts, page, contact => new Cursor(contact.InboxOrder, contact.Id.Value));
    }

    public static InboxNumbers Count(SqliteSession session, CampaignId campaign, UserId user, bool andUnheld)
    {
        // Named, since the planner would rather count among all that the user holds.
        var unread = session.Number(
            $"""
            SELECT COUNT(*) FROM contacts INDEXED BY IX_contacts_inbox_unread
            WHERE campaign_id = {campaign} AND holder = {user} AND last_sequence > 0 AND unread
            """);
        var waiting = session.Number(
            $"""
            SELECT COUNT(*) FROM contacts INDEXED BY IX_contacts_inbox_waiting
            WHERE campaign_id = {campaign} AND holder = {user} AND last_sequence > 0 AND waiting_since IS NOT NULL
            """);
        if (andUnheld)
        {
            unread += session.Number(
                $"""
                SELECT COUNT(*) FROM contacts INDEXED BY IX_contacts_inbox_unread
                WHERE campaign_id = {campaign} AND holder IS NULL AND last_sequence > 0 AND unread
                """);
            waiting += session.Number(
                $"""
                SELECT COUNT(*) FROM contacts INDEXED BY IX_contacts_inbox_waiting
                WHERE campaign_id = {campaign} AND holder IS NULL AND last_sequence > 0 AND waiting_since IS NOT NULL
                """);
        }

        return new((int)unread, (int)waiting);
    }

    private static FormattableString PartOf(CampaignId campaign, UserId? holder, InboxFilter filter, PageRequest page)
    {
        var holds = holder is null ? "IS NULL" : "= {1}";
        var only = filter switch
        {
            InboxFilter.Unread => " AND unread",
            InboxFilter.NeedsAttention => " AND waiting_since IS NOT NULL",
            _ => "",
        };
        var from = page.From is null ? "" : $" AND (inbox_order, contact_id) {(page.Backward ? '<' : '>')} ({{2}}, {{3}})";
        var direction = page.Backward ? "DESC" : "ASC";
        return FormattableStringFactory.Create(
            $"WHERE campaign_id = {{0}} AND holder {holds} AND last_sequence > 0{only}{from} "
            + $"ORDER BY inbox_order {direction}, contact_id {direction} LIMIT {{4}}",
            campaign, holder, page.From?.Order, page.From?.Id, page.Size + 1);
    }
}
