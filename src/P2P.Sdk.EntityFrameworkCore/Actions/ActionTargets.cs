using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Sqlite;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

/// <summary>Keeps the targets of an action those of its list.</summary>
internal static class ActionTargets
{
    public static int Add(SqliteSession session, CampaignId campaign, ActionId id, int most)
    {
        if (session.FindActionRow(campaign, id) is not { ListId: { } list } row)
        {
            return 0;
        }

        var action = session.WithScripts(campaign, row);
        var (counts, pool) = (new CountChanges(), new PoolChanges());
        var (made, upTo) = (0, row.TargetsUpTo);
        while (made < most && session.Query<ListContactRow>(
            $"WHERE campaign_id = {campaign} AND list_id = {list} AND position > {upTo} ORDER BY position LIMIT {most - made}")
            is { Count: > 0 } next)
        {
            upTo = next[^1].Position;
            foreach (var listed in next)
            {
                if (Add(session, campaign, action, new(listed.ContactId), counts, pool))
                {
                    made++;
                }
            }
        }

        session.Execute($"UPDATE actions SET targets_up_to = {upTo} WHERE campaign_id = {campaign} AND action_id = {id}");
        pool.Write(session, campaign);
        counts.Write(session, campaign);
        return made;
    }

    /// <summary>Makes a contact a target, or a withdrawn one a target again.</summary>
    /// <returns>False if it is one.</returns>
    public static bool Add(
        SqliteSession session, CampaignId campaign, TextingAction action, ContactId id, CountChanges counts, PoolChanges pool)
    {
        var before = session.FindTarget(campaign, action.Id, id);
        if (before is { State: not TargetState.Withdrawn })
        {
            return false;
        }

        var contact = session.FindContact(campaign, id)!;
        var after = before?.Rejoin(action, contact) ?? Target.For(action, contact);
        if (before is null)
        {
            session.Insert(TargetRow.Of(campaign, after, version: 1));
        }
        else
        {
            session.Update(TargetRow.Of(campaign, after, before.Version + 1));
            counts.Add(action.Id, ConversationCounts.OfTarget(before, -1));
        }

        counts.Add(action.Id, ConversationCounts.OfTarget(after, 1));
        pool.Add(before, after);
        return true;
    }

    /// <summary>In a draft also those that were held back as they were made: they are no more texted than the others.</summary>
    public static bool IsToGo(Target target, ActionState state) =>
        target.IsUntexted || (IsDraft(state) && target is { State: TargetState.Held, Message: null });

    /// <summary>Removes a target in a draft, and withdraws it in what was published.</summary>
    public static void TakeAway(
        SqliteSession session, CampaignId campaign, ActionState state, Target before, CountChanges counts, PoolChanges pool)
    {
        Target? after = null;
        if (IsDraft(state))
        {
            session.Execute($"DELETE FROM targets WHERE campaign_id = {campaign} AND target_id = {before.Id}");
        }
        else
        {
            after = before with { State = TargetState.Withdrawn, NotBefore = null };
            session.Update(TargetRow.Of(campaign, after, before.Version + 1));
            counts.Add(before.Action, ConversationCounts.OfTarget(after, 1));
        }

        counts.Add(before.Action, ConversationCounts.OfTarget(before, -1));
        pool.Add(before, after);
    }

    public static int Remove(SqliteSession session, CampaignId campaign, ActionId id, int most)
    {
        if (session.FindActionRow(campaign, id) is not { } action)
        {
            return 0;
        }

        var isDraft = IsDraft(action.State);
        var (counts, pool) = (new CountChanges(), new PoolChanges());
        var strangers = session.Query<TargetRow>(
            $"""
            WHERE campaign_id = {campaign} AND action_id = {id}
                AND (state <= {TargetState.Assigned} OR ({isDraft} AND state = {TargetState.Held} AND message_id IS NULL))
                AND contact_id NOT IN (
                    SELECT contact_id FROM list_contacts WHERE campaign_id = {campaign} AND list_id = {action.ListId})
            LIMIT {most}
            """);
        foreach (var stranger in strangers)
        {
            TakeAway(session, campaign, action.State, stranger.ToTarget(), counts, pool);
        }

        // What was removed may be on the list that comes next.
        session.Execute($"UPDATE actions SET targets_up_to = 0 WHERE campaign_id = {campaign} AND action_id = {id}");
        pool.Write(session, campaign);
        counts.Write(session, campaign);
        return strangers.Count;
    }

    private static bool IsDraft(ActionState state) => state is ActionState.Draft or ActionState.Scheduled;
}
