using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

/// <summary>Statements about actions that other features' transactions need too.</summary>
internal static class ActionStatements
{
    public static TextingAction? FindAction(this SqliteSession session, CampaignId campaign, ActionId action) =>
        session.FindActionRow(campaign, action) is { } row ? session.WithScripts(campaign, row) : null;

    public static ActionRow? FindActionRow(this SqliteSession session, CampaignId campaign, ActionId action) =>
        session.Find<ActionRow>($"WHERE campaign_id = {campaign} AND action_id = {action}");

    public static ActionId? FindActionOf(this SqliteSession session, CampaignId campaign, ScriptId script) =>
        session.Find<ScriptRow>($"WHERE campaign_id = {campaign} AND script_id = {script}") is { } row
            ? new ActionId(row.ActionId)
            : null;

    public static bool IsInAudience(this SqliteSession session, CampaignId campaign, ActionId action, UserId user) =>
        session.Number(
            $"SELECT 1 FROM action_audience WHERE campaign_id = {campaign} AND action_id = {action} AND user_id = {user}") > 0;

    public static TextingAction WithScripts(this SqliteSession session, CampaignId campaign, ActionRow row) =>
        row.ToAction(
        [
            .. session.Query<ScriptRow>($"WHERE campaign_id = {campaign} AND action_id = {row.ActionId} ORDER BY position")
                .Select(script => script.ToScript()),
        ]);
}
