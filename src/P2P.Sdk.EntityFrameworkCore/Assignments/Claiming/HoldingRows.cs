using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.EntityFrameworkCore.Assignments.Claiming;

/// <summary>What a batch read of what a claim changes: a user's untexted targets of an action, and the action's pool.</summary>
internal sealed class HoldingRows
{
    private List<TargetRow> Targets { get; init; } = [];

    private List<ContactRow> Contacts { get; init; } = [];

    private List<int> Counts { get; init; } = [];

    private List<PoolWindow> Windows { get; init; } = [];

    public int HeldCount => Counts[0];

    public IReadOnlyList<PoolWindow> Pool => Windows;

    /// <summary>Asks within a transaction that sees one moment; the rows are there once the batch has run.</summary>
    public static HoldingRows Ask(PostgresBatch batch, Guid campaign, Guid action, Guid user) => new()
    {
        Targets = batch.Rows<TargetRow>(
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
        Counts = batch.List(
            $"""
            SELECT count(*)::int FROM targets WHERE campaign_id = {campaign} AND assigned_to = {user}
                AND action_id = {action} AND state = {(int)TargetState.Assigned}
            """,
            reader => reader.GetInt32(0)),
        Windows = batch.List(
            $"""
            SELECT w.window_key, w.unassigned, w.parked, CASE WHEN w.parked > 0 THEN (
                SELECT min(not_before) FROM targets
                WHERE campaign_id = {campaign} AND action_id = {action} AND not_before IS NOT NULL
                    AND state = {(int)TargetState.Unassigned} AND window_key = w.window_key) END
            FROM action_windows w WHERE w.campaign_id = {campaign} AND w.action_id = {action} AND w.unassigned + w.parked > 0
            ORDER BY w.window_key
            """,
            reader => new PoolWindow(
                WindowKey.Parse(reader.GetString(0)), reader.GetInt32(1), reader.GetInt32(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<Instant>(3))),
    };

    public static IReadOnlyList<HeldTarget> Join(List<TargetRow> targets, List<ContactRow> contacts)
    {
        var byId = contacts.ToDictionary(row => row.ContactId, row => row.ToContact());
        return [.. targets.Select(row => new HeldTarget(row.ToTarget(), byId[row.ContactId]))];
    }

    public IReadOnlyList<HeldTarget> ToHeld() => Join(Targets, Contacts);
}
