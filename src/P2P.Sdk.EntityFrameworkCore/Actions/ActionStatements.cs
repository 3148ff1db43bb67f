using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

/// <summary>Statements about actions that other features' transactions need too.</summary>
internal static class ActionStatements
{
    public static async ValueTask<TextingAction?> FindActionAsync(this Session session, CampaignId campaign, ActionId action) =>
        await session.FindActionRowAsync(campaign, action) is { } row ? await session.WithScriptsAsync(campaign, row) : null;

    public static ValueTask<ActionRow?> FindActionRowAsync(this Session session, CampaignId campaign, ActionId action) =>
        session.FindAsync<ActionRow>($"WHERE campaign_id = {campaign} AND action_id = {action}");

    public static async ValueTask<ActionId?> FindActionOfAsync(this Session session, CampaignId campaign, ScriptId script) =>
        await session.FindAsync<ScriptRow>($"WHERE campaign_id = {campaign} AND script_id = {script}") is { } row
            ? new ActionId(row.ActionId)
            : null;

    public static async ValueTask<bool> IsInAudienceAsync(
        this Session session, CampaignId campaign, ActionId action, UserId user) =>
        await session.NumberAsync(
            $"SELECT 1 FROM action_audience WHERE campaign_id = {campaign} AND action_id = {action} AND user_id = {user}") > 0;

    /// <summary>Whether the user's ZIP lies in one of the action's districts.</summary>
    public static async ValueTask<bool> IsInDistrictAsync(
        this Session session, CampaignId campaign, ActionId action, UserId user) =>
        await session.NumberAsync(
            $"""
            SELECT 1 FROM action_districts AS limits
            JOIN district_zips AS zips ON zips.campaign_id = {campaign} AND zips.district_id = limits.district_id
            JOIN users ON users.campaign_id = {campaign} AND users.zip = zips.zip
            WHERE limits.campaign_id = {campaign} AND limits.action_id = {action} AND users.user_id = {user} LIMIT 1
            """) > 0;

    public static async ValueTask<TextingAction> WithScriptsAsync(this Session session, CampaignId campaign, ActionRow row) =>
        (await session.WithScriptsAsync(campaign, [row]))[0];

    /// <summary>The scripts of all of them by one statement.</summary>
    public static async ValueTask<IReadOnlyList<TextingAction>> WithScriptsAsync(
        this Session session, CampaignId campaign, IReadOnlyList<ActionRow> rows)
    {
        var where = new Conditions();
        where.Add($"campaign_id = {campaign}");
        where.Add(session.Values.IsAmong("action_id", [.. rows.Select(row => row.ActionId)]));
        var scripts = (await session.QueryAsync<ScriptRow>(where.Statement("WHERE ", $" ORDER BY position")))
            .ToLookup(script => script.ActionId, script => script.ToScript());
        return [.. rows.Select(row => row.ToAction([.. scripts[row.ActionId]]))];
    }
}
