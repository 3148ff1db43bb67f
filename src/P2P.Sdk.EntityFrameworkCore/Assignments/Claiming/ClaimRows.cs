using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Assignments.Claiming;

/// <summary>What a batch read of a user's place in an action and of its pool, table by table.</summary>
internal sealed class ClaimRows
{
    private List<CampaignRow> Campaigns { get; init; } = [];

    private List<CustomFieldRow> Fields { get; init; } = [];

    private List<ActionRow> Actions { get; init; } = [];

    private List<ScriptRow> Scripts { get; init; } = [];

    private List<UserRow> Users { get; init; } = [];

    private List<(bool IsInAudience, bool HasTargets, bool IsInDistrict)> Places { get; init; } = [];

    private HoldingRows Holding { get; init; } = new();

    /// <summary>Reads at one moment, in a transaction of its own; the rows are there once the batch has run.</summary>
    public static ClaimRows Read(PostgresBatch batch, CampaignId campaign, ActionId action, UserId user)
    {
        batch.Do($"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        batch.PlanByIndexes();
        var rows = Ask(batch, campaign.Value, action.Value, user.Value);
        batch.Do($"COMMIT");
        return rows;
    }

    private static ClaimRows Ask(PostgresBatch batch, Guid campaign, Guid action, Guid user) => new()
    {
        Campaigns = batch.Rows<CampaignRow>($"FROM campaigns r WHERE r.campaign_id = {campaign}"),
        Fields = batch.Rows<CustomFieldRow>(
            $"FROM custom_fields r WHERE r.campaign_id = {campaign} ORDER BY r.position, r.field_id"),
        Actions = batch.Rows<ActionRow>($"FROM actions r WHERE r.campaign_id = {campaign} AND r.action_id = {action}"),
        Scripts = batch.Rows<ScriptRow>(
            $"FROM scripts r WHERE r.campaign_id = {campaign} AND r.action_id = {action} ORDER BY r.position"),
        Users = batch.Rows<UserRow>($"FROM users r WHERE r.campaign_id = {campaign} AND r.user_id = {user}"),
        Places = batch.List(
            $"""
            SELECT
                EXISTS (SELECT FROM action_audience WHERE campaign_id = {campaign} AND action_id = {action} AND user_id = {user}),
                EXISTS (SELECT FROM targets WHERE campaign_id = {campaign} AND assigned_to = {user} AND action_id = {action}),
                EXISTS (
                    SELECT FROM action_districts limits
                    JOIN district_zips zips ON zips.campaign_id = {campaign} AND zips.district_id = limits.district_id
                    JOIN users u ON u.campaign_id = {campaign} AND u.zip = zips.zip
                    WHERE limits.campaign_id = {campaign} AND limits.action_id = {action} AND u.user_id = {user})
            """,
            reader => (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2))),
        Holding = HoldingRows.Ask(batch, campaign, action, user),
    };

    /// <returns><see langword="null"/> if the campaign has no such action.</returns>
    public ClaimSnapshot? ToSnapshot()
    {
        if (Campaigns is not [var campaign] || Actions is not [var action])
        {
            return null;
        }

        return new(
            action.ToAction([.. Scripts.Select(row => row.ToScript())]),
            campaign.ToCampaign(),
            Users is [var user] ? user.ToUser() : null,
            Holding.ToHeld(),
            Holding.HeldCount,
            Holding.Pool)
        {
            Fields = [.. Fields.Select(row => row.ToField())],
            IsInAudience = Places[0].IsInAudience,
            HasTargets = Places[0].HasTargets,
            IsInDistrict = Places[0].IsInDistrict,
        };
    }
}
