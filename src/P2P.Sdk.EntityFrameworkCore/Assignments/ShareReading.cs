using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>Counts a user's part of an action: from its counters, not from its targets.</summary>
internal static class ShareReading
{
    public static async ValueTask<ActionShare> ReadAsync(Session session, CampaignId campaign, ActionId action, UserId user)
    {
        var targets = await session.NumberAsync(
            $"""
            SELECT SUM(messages_remaining + initial_messages) FROM action_counts
            WHERE campaign_id = {campaign} AND action_id = {action}
            """);
        var taken = await session.NumberAsync(
            $"""
            SELECT COUNT(*) FROM targets WHERE campaign_id = {campaign} AND assigned_to = {user} AND action_id = {action}
                AND state IN ({TargetState.Assigned}, {TargetState.Texted})
            """);
        var users = await session.ListAsync(
            $"""
            SELECT user_id FROM users WHERE campaign_id = {campaign} AND NOT is_frozen AND NOT is_removed
                AND user_id IN (SELECT user_id FROM action_audience WHERE campaign_id = {campaign} AND action_id = {action})
            """,
            reader => session.Values.ReadId(reader, 0));
        if (users.Count == 0)
        {
            users = await session.ListAsync(
                $"""
                SELECT user_id FROM users WHERE campaign_id = {campaign} AND NOT is_frozen AND NOT is_removed
                    AND role = {Role.Volunteer}
                """,
                reader => session.Values.ReadId(reader, 0));
        }

        return new(
            (int)targets,
            Math.Max(1, users.Count),
            users.Contains(user.Value) ? users.Count(id => id.CompareTo(user.Value) < 0) : users.Count,
            (int)taken);
    }
}
