using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>Statements about targets and pools that other features' transactions need too.</summary>
internal static class TargetStatements
{
    public static async ValueTask<Target?> FindTargetAsync(this Session session, CampaignId campaign, TargetId target) =>
        (await session.FindAsync<TargetRow>($"WHERE campaign_id = {campaign} AND target_id = {target}"))?.ToTarget();

    public static async ValueTask<IReadOnlyList<Target>> TargetsOfAsync(
        this Session session, CampaignId campaign, ContactId contact) =>
    [
        .. (await session.QueryAsync<TargetRow>($"WHERE campaign_id = {campaign} AND contact_id = {contact}"))
            .Select(row => row.ToTarget()),
    ];

    public static async ValueTask<Target?> FindTargetAsync(
        this Session session, CampaignId campaign, ActionId action, ContactId contact) =>
        (await session.FindAsync<TargetRow>(
            $"WHERE campaign_id = {campaign} AND contact_id = {contact} AND action_id = {action}"))?.ToTarget();

    /// <summary>Targets are changed by who has locked their contact, and by claims, which lock the targets only.</summary>
    public static ValueTask LockTargetsOfAsync(this Session session, CampaignId campaign, IReadOnlyList<ContactId> contacts) =>
        contacts.Count == 0 ? default : session.LockAsync<TargetRow>(
            $"WHERE campaign_id = {campaign} AND contact_id = ANY({contacts.Select(id => id.Value).ToArray()}) ORDER BY target_id");

    /// <summary>Writes the targets themselves; pools and counters come last, and are the caller's.</summary>
    public static async ValueTask WriteAsync(this Session session, CampaignId campaign, TargetChanges changes)
    {
        foreach (var target in changes.Made)
        {
            await session.InsertAsync(TargetRow.Of(campaign, target, version: 1));
        }

        foreach (var (before, after) in changes.Changed)
        {
            await session.UpdateAsync(TargetRow.Of(campaign, after, before.Version + 1));
        }

        foreach (var target in changes.Removed)
        {
            await session.ExecuteAsync($"DELETE FROM targets WHERE campaign_id = {campaign} AND target_id = {target.Id}");
        }
    }

    /// <summary>Whether targets of the action are assigned to the user, texted ones included.</summary>
    public static async ValueTask<bool> HasTargetsAsync(
        this Session session, CampaignId campaign, ActionId action, UserId user) =>
        await session.NumberAsync(
            $"""
            SELECT 1 FROM targets WHERE campaign_id = {campaign} AND assigned_to = {user} AND action_id = {action} LIMIT 1
            """) > 0;

    /// <summary>Adds to what a window holds; its pointer goes down to the order given, or stays.</summary>
    public static async ValueTask MoveWindowAsync(
        this Session session, CampaignId campaign, ActionId action, string key, int unassigned, int parked, long firstOrd) =>
        await session.ExecuteAsync(
            $"""
            INSERT INTO action_windows (campaign_id, action_id, window_key, unassigned, parked, first_ord)
            VALUES ({campaign}, {action}, {key}, {unassigned}, {parked}, {firstOrd})
            ON CONFLICT (campaign_id, action_id, window_key) DO UPDATE SET
                unassigned = action_windows.unassigned + excluded.unassigned,
                parked = action_windows.parked + excluded.parked,
                first_ord = CASE WHEN excluded.first_ord < action_windows.first_ord
                    THEN excluded.first_ord ELSE action_windows.first_ord END
            """);
}
