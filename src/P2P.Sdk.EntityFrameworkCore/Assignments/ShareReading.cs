using System.Runtime.CompilerServices;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Results;
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
                AND (state IN ({TargetState.Assigned}, {TargetState.Texted}) OR message_id IS NOT NULL)
            """);
        var (users, before, isAmong) = await CountAsync(session, campaign, action, user, OverviewReading.IsAudience);
        if (users == 0)
        {
            (users, before, isAmong) = await CountAsync(session, campaign, action, user, $"users.role = {(int)Role.Volunteer}");
        }

        return new((int)targets, Math.Max(1, users), isAmong ? before : users, (int)taken);
    }

    /// <summary>Of those who may take part and are meant by <paramref name="who"/>: how many, how many of them come before the
    /// user, and whether the user is one.</summary>
    private static async ValueTask<(int Users, int Before, bool IsAmong)> CountAsync(
        Session session, CampaignId campaign, ActionId action, UserId user, string who) =>
        (await session.ListAsync(
            FormattableStringFactory.Create(
                $"""
                SELECT COUNT(*), COUNT(CASE WHEN users.user_id < {"{0}"} THEN 1 END), COUNT(CASE WHEN users.user_id = {"{0}"} THEN 1 END)
                FROM actions a JOIN users ON users.campaign_id = a.campaign_id
                WHERE a.campaign_id = {"{1}"} AND a.action_id = {"{2}"} AND NOT users.is_frozen AND NOT users.is_removed
                    AND {who} AND {OverviewReading.Admits}
                """,
                user, campaign, action),
            reader => ((int)reader.GetInt64(0), (int)reader.GetInt64(1), reader.GetInt64(2) > 0)))[0];
}
