using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Assignments.Claiming;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>Assignments on PostgreSQL: each method that users wait for is one round trip.</summary>
internal sealed class PostgresAssignmentStore(PostgresDatabase database, Database sessions) : IAssignmentStore
{
    public async Task<ClaimSnapshot?> ReadForClaimAsync(
        CampaignId campaign, ActionId action, UserId user, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        var rows = ClaimRows.Read(batch, campaign, action, user);
        await batch.RunAsync(cancellationToken);
        return rows.ToSnapshot();
    }

    public Task<ClaimResult> ClaimAsync(ClaimOrder order, CancellationToken cancellationToken) =>
        new PostgresClaim(database, order).TakeAsync(cancellationToken);

    public Task<ActionShare> ReadShareAsync(
        CampaignId campaign, ActionId action, UserId user, CancellationToken cancellationToken) =>
        sessions.ReadAsync(session => ShareReading.ReadAsync(session, campaign, action, user), cancellationToken);

    public async Task<Target?> FindAsync(CampaignId campaign, TargetId id, CancellationToken cancellationToken) =>
        await FindAsync(campaign, [id], cancellationToken) is [var found] ? found.Target : null;

    public async Task<IReadOnlyList<HeldTarget>> FindAsync(
        CampaignId campaign, IReadOnlyList<TargetId> ids, CancellationToken cancellationToken)
    {
        var (id, asked) = (campaign.Value, ids.Select(target => target.Value).ToArray());
        await using var batch = database.CreateBatch();
        batch.Do($"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        batch.PlanByIndexes();
        var targets = batch.Rows<TargetRow>(
            $"""
            FROM unnest({asked}) WITH ORDINALITY AS asked (id, place) CROSS JOIN LATERAL (
                SELECT * FROM targets WHERE campaign_id = {id} AND target_id = asked.id OFFSET 0) AS r ORDER BY asked.place
            """);
        var contacts = batch.Rows<ContactRow>(
            $"""
            FROM (SELECT DISTINCT t.contact_id FROM unnest({asked}) AS asked CROSS JOIN LATERAL (
                SELECT contact_id FROM targets WHERE campaign_id = {id} AND target_id = asked OFFSET 0) AS t) AS asked
            CROSS JOIN LATERAL (
                SELECT * FROM contacts WHERE campaign_id = {id} AND contact_id = asked.contact_id OFFSET 0) AS r
            """);
        batch.Do($"COMMIT");
        await batch.RunAsync(cancellationToken);
        return HoldingRows.Join(targets, contacts);
    }
}
