using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.TextingWindows;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>Reads a user's place in an action, and its pool.</summary>
internal static class ClaimReading
{
    /// <returns><see langword="null"/> if the campaign has no such action.</returns>
    public static async ValueTask<ClaimSnapshot?> ReadAsync(
        Session session, CampaignId campaign, ActionId id, UserId user)
    {
        if (await session.FindCampaignAsync(campaign) is not { } owner
            || await session.FindActionAsync(campaign, id) is not { } action)
        {
            return null;
        }

        return new(
            action,
            owner,
            await session.FindUserAsync(campaign, user),
            await ReadHeldAsync(session, campaign, id, user),
            await CountHeldAsync(session, campaign, id, user),
            await ReadPoolAsync(session, campaign, id))
        {
            Fields = await session.ListFieldsAsync(campaign),
            IsInDistrict = action.Districts.Count > 0 && await session.IsInDistrictAsync(campaign, id, user),
            IsInAudience = await session.IsInAudienceAsync(campaign, id, user),
            HasTargets = await session.HasTargetsAsync(campaign, id, user),
        };
    }

    public static async ValueTask<IReadOnlyList<HeldTarget>> ReadHeldAsync(
        Session session, CampaignId campaign, ActionId action, UserId user)
    {
        var held = await session.QueryAsync<TargetRow>(
            $"""
            WHERE campaign_id = {campaign} AND assigned_to = {user} AND action_id = {action} AND state = {TargetState.Assigned}
            ORDER BY ord LIMIT {ClaimSnapshot.MostHeld}
            """);
        return await held.Select(row => row.ToTarget()).EachAsync(async target =>
            new HeldTarget(target, (await session.FindContactAsync(campaign, target.Contact))!));
    }

    public static async ValueTask<int> CountHeldAsync(Session session, CampaignId campaign, ActionId action, UserId user) =>
        (int)await session.NumberAsync(
            $"""
            SELECT COUNT(*) FROM targets
            WHERE campaign_id = {campaign} AND assigned_to = {user} AND action_id = {action} AND state = {TargetState.Assigned}
            """);

    public static async ValueTask<IReadOnlyList<PoolWindow>> ReadPoolAsync(Session session, CampaignId campaign, ActionId action)
    {
        var windows = await session.QueryAsync<ActionWindowRow>(
            $"WHERE campaign_id = {campaign} AND action_id = {action} AND unassigned + parked > 0 ORDER BY window_key");
        var parkedUntil = windows.Exists(window => window.Parked > 0)
            ? (await session.ListAsync(
                $"""
                SELECT window_key, MIN(not_before) FROM targets
                WHERE campaign_id = {campaign} AND action_id = {action} AND not_before IS NOT NULL
                    AND state = {TargetState.Unassigned} GROUP BY window_key
                """,
                reader => (Key: reader.GetString(0), Until: session.Values.ReadInstant(reader, 1))))
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
