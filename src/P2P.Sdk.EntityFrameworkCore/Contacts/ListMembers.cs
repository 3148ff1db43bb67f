using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Sqlite;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>Puts contacts on a list and takes them off it, within a transaction; the targets of its actions follow.</summary>
internal static class ListMembers
{
    public static ListChange Add(
        SqliteSession session, CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, CountChanges counts,
        PoolChanges pool)
    {
        List<TextingAction> live = [.. ActionsOn(session, campaign, list).Where(action => action.IsLive)];
        var last = (int)session.Number(
            $"SELECT last_position FROM contact_lists WHERE campaign_id = {campaign} AND list_id = {list}");
        var joined = 0;
        var changed = new HashSet<ActionId>();
        foreach (var contact in contacts)
        {
            joined += session.Insert(
                new ListContactRow
                {
                    CampaignId = campaign.Value,
                    ListId = list.Value,
                    ContactId = contact.Value,
                    Position = last + joined + 1,
                },
                "ON CONFLICT (campaign_id, list_id, contact_id) DO NOTHING");
            foreach (var action in live)
            {
                if (ActionTargets.Add(session, campaign, action, contact, counts, pool))
                {
                    changed.Add(action.Id);
                }
            }
        }

        session.Execute(
            $"""
            UPDATE contact_lists SET size = size + {joined}, last_position = {last + joined}
            WHERE campaign_id = {campaign} AND list_id = {list}
            """);
        return new(joined, [.. changed]);
    }

    public static ListChange Remove(
        SqliteSession session, CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, CountChanges counts,
        PoolChanges pool)
    {
        List<TextingAction> actions = [.. ActionsOn(session, campaign, list)];
        var left = 0;
        var changed = new HashSet<ActionId>();
        foreach (var contact in contacts)
        {
            if (session.Execute(
                $"DELETE FROM list_contacts WHERE campaign_id = {campaign} AND list_id = {list} AND contact_id = {contact}") == 0)
            {
                continue;
            }

            left++;
            foreach (var action in actions)
            {
                if (session.FindTarget(campaign, action.Id, contact) is { } target && ActionTargets.IsToGo(target, action.State))
                {
                    ActionTargets.TakeAway(session, campaign, action.State, target, counts, pool);
                    changed.Add(action.Id);
                }
            }
        }

        session.Execute(
            $"UPDATE contact_lists SET size = size - {left} WHERE campaign_id = {campaign} AND list_id = {list}");
        return new(left, [.. changed]);
    }

    private static IEnumerable<TextingAction> ActionsOn(SqliteSession session, CampaignId campaign, ContactListId list) =>
        session.Query<ActionRow>($"WHERE campaign_id = {campaign} AND list_id = {list}")
            .Select(row => session.WithScripts(campaign, row));
}
