using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

/// <summary>Keeps the targets of an action those of its list.</summary>
internal static class ActionTargets
{
    public static async ValueTask<int> AddAsync(Session session, CampaignId campaign, ActionId id, int most)
    {
        if (await LockAsync(session, campaign, id) is not { } row)
        {
            return 0;
        }

        var (counts, pool) = (new CountChanges(), new PoolChanges());
        var made = await AddAsync(session, campaign, row, most, counts, pool);
        await pool.WriteAsync(session, campaign);
        await counts.WriteAsync(session, campaign);
        return made;
    }

    /// <summary>Makes targets of those on the list that were not looked at yet; list and action are locked.</summary>
    public static async ValueTask<int> AddAsync(
        Session session, CampaignId campaign, ActionRow row, int most, CountChanges counts, PoolChanges pool)
    {
        const int Chunk = 500;
        var action = await session.WithScriptsAsync(campaign, row);
        var (made, upTo) = (0, row.TargetsUpTo);
        while (made < most && await session.QueryAsync<ListContactRow>(
            $"""
            WHERE campaign_id = {campaign} AND list_id = {row.ListId} AND position > {upTo}
            ORDER BY position LIMIT {Math.Min(Chunk, most - made)}
            """)
            is { Count: > 0 } next)
        {
            upTo = next[^1].Position;
            var contacts = next.Select(listed => new ContactId(listed.ContactId)).ToList();
            await session.LockContactsAsync(campaign, contacts);
            foreach (var contact in contacts)
            {
                made += await AddAsync(session, campaign, action, contact, counts, pool) ? 1 : 0;
            }
        }

        await session.ExecuteAsync(
            $"UPDATE actions SET targets_up_to = {upTo} WHERE campaign_id = {campaign} AND action_id = {row.ActionId}");
        return made;
    }

    /// <summary>Makes a contact a target, or a withdrawn one a target again; the contact is locked.</summary>
    /// <returns>False if it is one.</returns>
    public static async ValueTask<bool> AddAsync(
        Session session, CampaignId campaign, TextingAction action, ContactId id, CountChanges counts, PoolChanges pool)
    {
        var before = await session.FindTargetAsync(campaign, action.Id, id);
        if (before is { State: not TargetState.Withdrawn })
        {
            return false;
        }

        var contact = (await session.FindContactAsync(campaign, id))!;
        var after = before?.Rejoin(action, contact) ?? Target.For(action, contact);
        if (before is null)
        {
            await session.InsertAsync(TargetRow.Of(campaign, after, version: 1));
        }
        else
        {
            await session.UpdateAsync(TargetRow.Of(campaign, after, before.Version + 1));
            counts.Add(action.Id, ConversationCounts.OfTarget(before, -1));
        }

        counts.Add(action.Id, ConversationCounts.OfTarget(after, 1));
        pool.Add(before, after);
        return true;
    }

    /// <summary>In a draft also those that were held back as they were made: they are no more texted than the others.</summary>
    public static bool IsToGo(Target target, ActionState state) =>
        target.IsUntexted || (IsDraft(state) && target is { State: TargetState.Held, Message: null });

    /// <summary>Removes a target in a draft, and withdraws it in what was published; its contact and itself are locked.</summary>
    public static async ValueTask TakeAwayAsync(
        Session session, CampaignId campaign, ActionState state, Target before, CountChanges counts, PoolChanges pool)
    {
        Target? after = null;
        if (IsDraft(state))
        {
            await session.ExecuteAsync($"DELETE FROM targets WHERE campaign_id = {campaign} AND target_id = {before.Id}");
        }
        else
        {
            after = before with { State = TargetState.Withdrawn, NotBefore = null };
            await session.UpdateAsync(TargetRow.Of(campaign, after, before.Version + 1));
            counts.Add(before.Action, ConversationCounts.OfTarget(after, 1));
        }

        counts.Add(before.Action, ConversationCounts.OfTarget(before, -1));
        pool.Add(before, after);
    }

    public static async ValueTask<int> RemoveAsync(Session session, CampaignId campaign, ActionId id, int most)
    {
        if (await LockAsync(session, campaign, id) is not { } action)
        {
            return 0;
        }

        var (counts, pool) = (new CountChanges(), new PoolChanges());
        var removed = 0;
        var strangers = (await StrangersAsync(session, campaign, action, most)).Select(target => target.Contact).ToList();
        await session.LockContactsAsync(campaign, strangers);
        await session.LockTargetsOfAsync(campaign, strangers);
        foreach (var contact in strangers)
        {
            // Read again: one may have been texted before it was locked.
            if (await session.FindTargetAsync(campaign, id, contact) is { } target && IsToGo(target, action.State))
            {
                await TakeAwayAsync(session, campaign, action.State, target, counts, pool);
                removed++;
            }
        }

        // What was removed may be on the list that comes next.
        await session.ExecuteAsync($"UPDATE actions SET targets_up_to = 0 WHERE campaign_id = {campaign} AND action_id = {id}");
        await pool.WriteAsync(session, campaign);
        await counts.WriteAsync(session, campaign);
        return removed;
    }

    /// <summary>Untexted targets that are not on the action's list.</summary>
    private static async ValueTask<List<Target>> StrangersAsync(
        Session session, CampaignId campaign, ActionRow action, int most)
    {
        FormattableString untexted = IsDraft(action.State)
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
        return [.. (await session.QueryAsync<TargetRow>(untexted)).Select(row => row.ToTarget())];
    }

    /// <summary>The action's list, where it has one, and the action.</summary>
    private static async ValueTask<ActionRow?> LockAsync(Session session, CampaignId campaign, ActionId id)
    {
        var before = await session.FindActionRowAsync(campaign, id);
        await session.LockAsync<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {before?.ListId}");
        await session.LockAsync<ActionRow>($"WHERE campaign_id = {campaign} AND action_id = {id}");
        var after = await session.FindActionRowAsync(campaign, id);
        return after?.ListId == before?.ListId ? after : await LockAsync(session, campaign, id); // It got another list meanwhile.
    }

    private static bool IsDraft(ActionState state) => state is ActionState.Draft or ActionState.Scheduled;
}
