using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Contacts;

/// <summary>Puts contacts on a list and takes them off it, within the transaction of the one writer; what becomes of the
/// targets of its actions is gathered, for the caller to write.</summary>
internal static class ListMembers
{
    public static async ValueTask<ListChange> AddAsync(
        Session session, CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, TargetChanges changes)
    {
        List<TextingAction> live = [.. (await ActionsOnAsync(session, campaign, list)).Where(action => action.IsLive)];
        var last = (int)await session.NumberAsync(
            $"SELECT last_position FROM contact_lists WHERE campaign_id = {campaign} AND list_id = {list}");
        var joined = 0;
        foreach (var id in contacts.Distinct())
        {
            joined += await session.InsertAsync(
                new ListContactRow
                {
                    CampaignId = campaign.Value,
                    ListId = list.Value,
                    ContactId = id.Value,
                    Position = last + joined + 1,
                },
                "ON CONFLICT (campaign_id, list_id, contact_id) DO NOTHING");
            if (live.Count > 0)
            {
                var contact = (await session.FindContactAsync(campaign, id))!;
                foreach (var action in live)
                {
                    changes.Join(action, contact, await session.FindTargetAsync(campaign, action.Id, id));
                }
            }
        }

        await session.ExecuteAsync(
            $"""
            UPDATE contact_lists SET size = size + {joined}, last_position = {last + joined}
            WHERE campaign_id = {campaign} AND list_id = {list}
            """);
        return new(joined, [.. changes.Actions]);
    }

    public static async ValueTask<ListChange> RemoveAsync(
        Session session, CampaignId campaign, ContactListId list, IReadOnlyList<ContactId> contacts, TargetChanges changes)
    {
        var actions = await ActionsOnAsync(session, campaign, list);
        var left = 0;
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
                    && TargetChanges.IsToGo(target, action.State))
                {
                    changes.TakeAway(action.State, target);
                }
            }
        }

        await session.ExecuteAsync(
            $"UPDATE contact_lists SET size = size - {left} WHERE campaign_id = {campaign} AND list_id = {list}");
        return new(left, [.. changes.Actions]);
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
