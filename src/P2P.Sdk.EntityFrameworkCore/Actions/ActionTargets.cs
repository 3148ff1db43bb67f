using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

/// <summary>Keeps the targets of an action those of its list, contact by contact.</summary>
internal static class ActionTargets
{
    private const int ReadAtOnce = 500;

    /// <summary>In the transaction of the one writer.</summary>
    public static async ValueTask<int> AddAsync(Session session, CampaignId campaign, ActionId id, int most)
    {
        if (await session.FindActionRowAsync(campaign, id) is not { } row)
        {
            return 0;
        }

        var changes = new TargetChanges();
        await AddAsync(session, campaign, row, most, changes);
        await WriteAllAsync(session, campaign, changes);
        return changes.Made.Count + changes.Changed.Count;
    }

    /// <summary>Makes targets of those on the list that were not looked at yet; list and action are locked.</summary>
    public static async ValueTask AddAsync(
        Session session, CampaignId campaign, ActionRow row, int most, TargetChanges changes)
    {
        var action = await session.WithScriptsAsync(campaign, row);
        var (made, upTo) = (0, row.TargetsUpTo);
        while (made < most && await session.QueryAsync<ListContactRow>(
            $"""
            WHERE campaign_id = {campaign} AND list_id = {row.ListId} AND position > {upTo}
            ORDER BY position LIMIT {Math.Min(ReadAtOnce, most - made)}
            """)
            is { Count: > 0 } next)
        {
            upTo = next[^1].Position;
            var contacts = next.Select(listed => new ContactId(listed.ContactId)).ToList();
            await session.LockContactsAsync(campaign, contacts);
            foreach (var contact in contacts)
            {
                var before = await session.FindTargetAsync(campaign, action.Id, contact);
                made += changes.Join(action, (await session.FindContactAsync(campaign, contact))!, before) ? 1 : 0;
            }
        }

        await session.ExecuteAsync(
            $"UPDATE actions SET targets_up_to = {upTo} WHERE campaign_id = {campaign} AND action_id = {row.ActionId}");
    }

    public static async ValueTask<int> RemoveAsync(Session session, CampaignId campaign, ActionId id, int most)
    {
        if (await session.FindActionRowAsync(campaign, id) is not { } action)
        {
            return 0;
        }

        var changes = new TargetChanges();
        var strangers = await session.QueryAsync<TargetRow>(Strangers(campaign, action, most));
        foreach (var target in strangers)
        {
            changes.TakeAway(action.State, target.ToTarget());
        }

        // What was removed may be on the list that comes next.
        await session.ExecuteAsync($"UPDATE actions SET targets_up_to = 0 WHERE campaign_id = {campaign} AND action_id = {id}");
        await WriteAllAsync(session, campaign, changes);
        return strangers.Count;
    }

    /// <summary>Untexted targets that are not on the action's list: by <see cref="TargetChanges.IsToGo"/>.</summary>
    private static FormattableString Strangers(CampaignId campaign, ActionRow action, int most) => TargetChanges.IsDraft(action.State)
        ? (FormattableString)$"""
          WHERE campaign_id = {campaign} AND action_id = {action.ActionId}
              AND (state <= {TargetState.Assigned} OR (state = {TargetState.Held} AND message_id IS NULL))
              AND contact_id NOT IN (
                  SELECT contact_id FROM list_contacts WHERE campaign_id = {campaign} AND list_id = {action.ListId})
          LIMIT {most}
          """
        : $"""
          WHERE campaign_id = {campaign} AND action_id = {action.ActionId} AND state <= {TargetState.Assigned}
              AND contact_id NOT IN (
                  SELECT contact_id FROM list_contacts WHERE campaign_id = {campaign} AND list_id = {action.ListId})
          LIMIT {most}
          """;

    private static async ValueTask WriteAllAsync(Session session, CampaignId campaign, TargetChanges changes)
    {
        await session.WriteAsync(campaign, changes);
        await changes.Pool.WriteAsync(session, campaign);
        await changes.Counts.WriteAsync(session, campaign);
    }
}
