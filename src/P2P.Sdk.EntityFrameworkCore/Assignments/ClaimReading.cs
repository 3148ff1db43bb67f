using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>Reads a user's place in an action, and its pool.</summary>
internal static class ClaimReading
{
    /// <returns><see langword="null"/> if the campaign has no such action.</returns>
    public static ClaimSnapshot? Read(SqliteSession session, CampaignId campaign, ActionId id, UserId user, int given)
    {
        if (session.FindCampaign(campaign) is not { } owner || session.FindAction(campaign, id) is not { } action)
        {
            return null;
        }

        var held = session.Query<TargetRow>(
            $"""
            WHERE campaign_id = {campaign} AND assigned_to = {user} AND action_id = {id} AND state = {TargetState.Assigned}
            ORDER BY ord LIMIT {ClaimSnapshot.MostHeld}
            """);
        var heldCount = held.Count < ClaimSnapshot.MostHeld ? held.Count : (int)session.Number(
            $"""
            SELECT COUNT(*) FROM targets
            WHERE campaign_id = {campaign} AND assigned_to = {user} AND action_id = {id} AND state = {TargetState.Assigned}
            """);
        return new(
            action,
            owner,
            session.FindUser(campaign, user),
            [
                .. held.Select(row => row.ToTarget())
                    .Select(target => new HeldTarget(target, session.FindContact(campaign, target.Contact)!)),
            ],
            heldCount,
            given,
            ReadPool(session, campaign, id))
        {
            IsInAudience = session.IsInAudience(campaign, id, user),
            HasTargets = session.HasTargets(campaign, id, user),
        };
    }

    private static IReadOnlyList<PoolWindow> ReadPool(SqliteSession session, CampaignId campaign, ActionId action)
    {
        var windows = session.Query<ActionWindowRow>(
            $"WHERE campaign_id = {campaign} AND action_id = {action} AND unassigned + parked > 0 ORDER BY window_key");
        var parkedUntil = windows.Exists(window => window.Parked > 0)
            ? session.List(
                $"""
                SELECT window_key, MIN(not_before) FROM targets
                WHERE campaign_id = {campaign} AND action_id = {action} AND not_before IS NOT NULL
                    AND state = {TargetState.Unassigned} GROUP BY window_key
                """,
                reader => (Key: reader.GetString(0), Until: SqliteValues.Read<Instant>(reader, 1)))
                .ToDictionary(parked => parked.Key, parked => parked.Until)
            : [];
        return
        [
            .. windows.Select(window => new PoolWindow(
                WindowKey.Parse(window.WindowKey), window.Unassigned, window.Parked,
                parkedUntil.TryGetValue(window.WindowKey, out var until) ? until : null)),
        ];
    }
}
