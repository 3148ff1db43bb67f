using System.Runtime.CompilerServices;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Conversations;

/// <summary>Reads inboxes by the indexes that hold only conversations, only unread ones and only waiting ones.</summary>
internal static class Inbox
{
    public static async ValueTask<Page<Contact>> PageAsync(
        Session session, CampaignId campaign, UserId user, bool andUnheld, InboxFilter filter, PageRequest page)
    {
        // Each holder's part lies in order in the index; two parts are read and merged.
        var contacts = await PartOfAsync(session, campaign, user, filter, page);
        if (andUnheld)
        {
            contacts = contacts.Concat(await PartOfAsync(session, campaign, null, filter, page));
            contacts = page.Backward
                ? contacts.OrderByDescending(contact => contact.InboxOrder).ThenByDescending(contact => contact.Id.Value)
                : contacts.OrderBy(contact => contact.InboxOrder).ThenBy(contact => contact.Id.Value);
        }

        return Sdk.Page.Of(contacts, page, contact => new Cursor(contact.InboxOrder, contact.Id.Value));
    }

    public static async ValueTask<InboxNumbers> CountAsync(Session session, CampaignId campaign, UserId user, bool andUnheld)
    {
        // Named, since the planner would rather count among all that the user holds.
        const string Unread = "IX_contacts_inbox_unread";
        const string Waiting = "IX_contacts_inbox_waiting";
        var unread = await CountAsync(session, campaign, user, Unread, "unread");
        var waiting = await CountAsync(session, campaign, user, Waiting, "waiting_since IS NOT NULL");
        if (andUnheld)
        {
            unread += await CountAsync(session, campaign, null, Unread, "unread");
            waiting += await CountAsync(session, campaign, null, Waiting, "waiting_since IS NOT NULL");
        }

        return new((int)unread, (int)waiting);
    }

    private static ValueTask<long> CountAsync(
        Session session, CampaignId campaign, UserId? holder, string index, string condition) =>
        session.NumberAsync(FormattableStringFactory.Create(
            $"SELECT COUNT(*) FROM contacts {session.IndexedBy(index)} WHERE campaign_id = {{0}} AND holder {(holder is null ? "IS NULL" : "= {1}")} "
            + $"AND last_sequence > 0 AND {condition}",
            holder is null ? [campaign] : [campaign, holder]));

    private static async ValueTask<IEnumerable<Contact>> PartOfAsync(
        Session session, CampaignId campaign, UserId? holder, InboxFilter filter, PageRequest page) =>
        (await session.QueryAsync<ContactRow>(PartOf(campaign, holder, filter, page))).Select(row => row.ToContact());

    private static FormattableString PartOf(CampaignId campaign, UserId? holder, InboxFilter filter, PageRequest page)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add(holder is { } user ? (FormattableString)$"holder = {user}" : $"holder IS NULL");
        where.Add($"last_sequence > 0");
        if (filter is InboxFilter.Unread)
        {
            where.Add($"unread");
        }
        else if (filter is InboxFilter.NeedsAttention)
        {
            where.Add($"waiting_since IS NOT NULL");
        }

        if (page.From is { } from)
        {
            where.Add(page.Backward
                ? (FormattableString)$"(inbox_order, contact_id) < ({from.Order}, {from.Id})"
                : $"(inbox_order, contact_id) > ({from.Order}, {from.Id})");
        }

        return where.Statement("WHERE ", page.Backward
            ? (FormattableString)$" ORDER BY inbox_order DESC, contact_id DESC LIMIT {page.Size + 1}"
            : $" ORDER BY inbox_order, contact_id LIMIT {page.Size + 1}");
    }
}
