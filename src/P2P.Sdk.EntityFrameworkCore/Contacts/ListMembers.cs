using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>Puts contacts on a list and takes them off it, within a transaction; the targets of its actions follow.</summary>
internal static class ListMembers
{
    /// <summary>Before contacts come or go: the list, which numbers them, and the actions on it, whose state says what
    /// becomes of their targets.</summary>
    /// <remarks>Whoever publishes an action locks its list as well, and so finds who came before, and those who come later
    /// find it published.</remarks>
    public static async ValueTask LockAsync(Session session, CampaignId campaign, ContactListId list)
    {
        await session.LockAsync<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {list}");
        await session.LockAsync<ActionRow>($"WHERE campaign_id = {campaign} AND list_id = {list} ORDER BY action_id");
    }

    /// <summary>List, contacts and their targets are locked.</summary>
    public static async ValueTask<ListChange> AddAsync(
        Session session, CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, CountChanges counts,
        PoolChanges pool)
    {
        List<TextingAction> live = [.. (await ActionsOnAsync(session, campaign, list)).Where(action => action.IsLive)];
        var last = (int)await session.NumberAsync(
            $"SELECT last_position FROM contact_lists WHERE campaign_id = {campaign} AND list_id = {list}");
        var joined = 0;
        var changed = new HashSet<ActionId>();
        foreach (var contact in contacts)
        {
            joined += await session.InsertAsync(
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
                if (await ActionTargets.AddAsync(session, campaign, action, contact, counts, pool))
                {
                    changed.Add(action.Id);
                }
            }
        }

        await session.ExecuteAsync(
            $"""
            UPDATE contact_lists SET size = size + {joined}, last_position = {last + joined}
            WHERE campaign_id = {campaign} AND list_id = {list}
            """);
        return new(joined, [.. changed]);
    }

    /// <summary>List, contacts and their targets are locked.</summary>
    public static async ValueTask<ListChange> RemoveAsync(
        Session session, CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, CountChanges counts,
        PoolChanges pool)
    {
        var actions = await ActionsOnAsync(session, campaign, list);
        var left = 0;
        var changed = new HashSet<ActionId>();
        foreach (var contact in contacts)
        {
            if (await session.ExecuteAsync(
                $"DELETE FROM list_contacts WHERE campaign_id = {campaign} AND list_id = {list} AND contact_id = {contact}") == 0)
            {
                continue;
            }

            left++;
            foreach (var action in actions)
            {
                if (await session.FindTargetAsync(campaign, action.Id, contact) is { } target
                    && ActionTargets.IsToGo(target, action.State))
                {
                    await ActionTargets.TakeAwayAsync(session, campaign, action.State, target, counts, pool);
                    changed.Add(action.Id);
                }
            }
        }

        await session.ExecuteAsync(
            $"UPDATE contact_lists SET size = size - {left} WHERE campaign_id = {campaign} AND list_id = {list}");
        return new(left, [.. changed]);
    }

    private static async ValueTask<List<TextingAction>> ActionsOnAsync(
        Session session, CampaignId campaign, ContactListId list)
    {
        var actions = new List<TextingAction>();
        foreach (var row in await session.QueryAsync<ActionRow>($"WHERE campaign_id = {campaign} AND list_id = {list}"))
        {
            actions.Add(await session.WithScriptsAsync(campaign, row));
        }

        return actions;
    }
}
