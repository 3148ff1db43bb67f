using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Actions;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.TextingWindows;
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

    private List<TargetRow> Held { get; init; } = [];

    private List<ContactRow> Contacts { get; init; } = [];

    private List<(int Held, bool IsInAudience, bool HasTargets, bool IsInDistrict)> Numbers { get; init; } = [];

    private List<ActionWindowRow> Windows { get; init; } = [];

    private List<(string Key, Instant Until)> Parked { get; init; } = [];

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
        Held = batch.Rows<TargetRow>(
            $"""
            FROM targets r WHERE r.campaign_id = {campaign} AND r.assigned_to = {user} AND r.action_id = {action}
                AND r.state = {(int)TargetState.Assigned}
            ORDER BY r.ord LIMIT {ClaimSnapshot.MostHeld}
            """),
        Contacts = batch.Rows<ContactRow>(
            $"""
            FROM (
                SELECT contact_id FROM targets
                WHERE campaign_id = {campaign} AND assigned_to = {user} AND action_id = {action}
                    AND state = {(int)TargetState.Assigned}
                ORDER BY ord LIMIT {ClaimSnapshot.MostHeld}) AS held
            CROSS JOIN LATERAL (
                SELECT * FROM contacts WHERE campaign_id = {campaign} AND contact_id = held.contact_id OFFSET 0) AS r
            """),
        Numbers = batch.List(
            $"""
            SELECT
                (SELECT count(*) FROM targets WHERE campaign_id = {campaign} AND assigned_to = {user}
                    AND action_id = {action} AND state = {(int)TargetState.Assigned})::int,
                EXISTS (SELECT FROM action_audience WHERE campaign_id = {campaign} AND action_id = {action} AND user_id = {user}),
                EXISTS (SELECT FROM targets WHERE campaign_id = {campaign} AND assigned_to = {user} AND action_id = {action}),
                EXISTS (
                    SELECT FROM action_districts limits
                    JOIN district_zips zips ON zips.campaign_id = {campaign} AND zips.district_id = limits.district_id
                    JOIN users u ON u.campaign_id = {campaign} AND u.zip = zips.zip
                    WHERE limits.campaign_id = {campaign} AND limits.action_id = {action} AND u.user_id = {user})
            """,
            reader => (reader.GetInt32(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3))),
        Windows = batch.Rows<ActionWindowRow>(
            $"""
            FROM action_windows r WHERE r.campaign_id = {campaign} AND r.action_id = {action} AND r.unassigned + r.parked > 0
            ORDER BY r.window_key
            """),
        Parked = batch.List(
            $"""
            SELECT w.window_key, (
                SELECT min(not_before) FROM targets
                WHERE campaign_id = {campaign} AND action_id = {action} AND not_before IS NOT NULL
                    AND state = {(int)TargetState.Unassigned} AND window_key = w.window_key)
            FROM action_windows w WHERE w.campaign_id = {campaign} AND w.action_id = {action} AND w.parked > 0
            """,
            reader => (reader.GetString(0), reader.GetFieldValue<Instant>(1))),
    };

    public static IReadOnlyList<HeldTarget> Join(List<TargetRow> targets, List<ContactRow> contacts)
    {
        var byId = contacts.ToDictionary(row => row.ContactId, row => row.ToContact());
        return [.. targets.Select(row => new HeldTarget(row.ToTarget(), byId[row.ContactId]))];
    }

    /// <returns><see langword="null"/> if the campaign has no such action.</returns>
    public ClaimSnapshot? ToSnapshot(int given)
    {
        if (Campaigns is not [var campaign] || Actions is not [var action])
        {
            return null;
        }

        var parkedUntil = Parked.ToDictionary(parked => parked.Key, parked => parked.Until);
        return new(
            action.ToAction([.. Scripts.Select(row => row.ToScript())]),
            campaign.ToCampaign(),
            Users is [var user] ? user.ToUser() : null,
            Join(Held, Contacts),
            Numbers[0].Held,
            given,
            [
                .. Windows.Select(window => new PoolWindow(
                    WindowKey.Parse(window.WindowKey), window.Unassigned, window.Parked,
                    parkedUntil.TryGetValue(window.WindowKey, out var until) ? until : null)),
            ])
        {
            Fields = [.. Fields.Select(row => row.ToField())],
            IsInDistrict = Numbers[0].IsInDistrict,
            IsInAudience = Numbers[0].IsInAudience,
            HasTargets = Numbers[0].HasTargets,
        };
    }
}
