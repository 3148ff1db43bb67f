using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>A campaign with a bulk operation that is not over has a row of work, by which nodes find it.</summary>
internal sealed class ReassignmentStore(Database database) : IReassignmentStore
{
    public Task AddAsync(CampaignId campaign, ReassignmentJob job, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.InsertAsync(ReassignmentRow.Of(campaign, job));
                await session.AddAuditAsync(campaign, audit);
                await session.AddWorkAsync(campaign, WorkKind.Reassignments);
            },
            cancellationToken);

    public Task<Reassignment?> FindAsync(CampaignId campaign, ReassignmentId id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => (await session.FindAsync<ReassignmentRow>(
                $"WHERE campaign_id = {campaign} AND reassignment_id = {id}"))?.ToJob().Shown,
            cancellationToken);

    public Task<Page<Reassignment>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => Page.Of(
                (await session.QueryAsync<ReassignmentRow>(LatestFirst.Page("reassignment_id", campaign, page)))
                    .Select(row => row.ToJob().Shown),
                page,
                shown => LatestFirst.CursorOf(shown.StartedAt, shown.Id.Value)),
            cancellationToken);

    public async Task<ReassignmentTurn?> TakeAsync(Duration lease, CancellationToken cancellationToken)
    {
        foreach (var campaign in await CampaignsAsync(cancellationToken))
        {
            if (await database.WriteAsync(session => TakeAsync(session, campaign, lease), cancellationToken) is { } turn)
            {
                return turn;
            }
        }

        return null;
    }

    public Task<bool> SaveAsync(
        ReassignmentTurn turn, ReassignmentJob job, Duration lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"""
                UPDATE reassignments SET state = {job.Shown.State}, job = {ReassignmentJson.Write(job)},
                    leased_until = {await session.NowAsync() + lease}
                WHERE campaign_id = {turn.Campaign} AND reassignment_id = {job.Shown.Id} AND state = 1 AND turns = {turn.Number}
                """) > 0,
            cancellationToken);

    private Task<List<CampaignId>> CampaignsAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session => session.ListAsync(
            $"SELECT campaign_id FROM campaign_work WHERE kind = {WorkKind.Reassignments} ORDER BY due_at, campaign_id",
            reader => new CampaignId(session.Values.ReadId(reader, 0))),
        cancellationToken);

    private static async ValueTask<ReassignmentTurn?> TakeAsync(Session session, CampaignId campaign, Duration lease)
    {
        var now = await session.NowAsync();
        foreach (var row in await session.QueryAsync<ReassignmentRow>(
            $"""
            WHERE campaign_id = {campaign} AND state <= 1 AND (leased_until IS NULL OR leased_until <= {now})
            ORDER BY created_at, reassignment_id LIMIT 10
            """))
        {
            if (await session.ExecuteAsync(
                $"""
                UPDATE reassignments SET state = 1, turns = turns + 1, leased_until = {now + lease}
                WHERE campaign_id = {campaign} AND reassignment_id = {row.ReassignmentId} AND state <= 1
                    AND (leased_until IS NULL OR leased_until <= {now})
                """) > 0)
            {
                // Read again: whoever had it may have gone on until the lease ended.
                var taken = await session.FindAsync<ReassignmentRow>(
                    $"WHERE campaign_id = {campaign} AND reassignment_id = {row.ReassignmentId}");
                return new ReassignmentTurn(campaign, taken!.ToJob(), taken.Turns);
            }
        }

        await ForgetIdleAsync(session, campaign);
        return null;
    }

    private static async ValueTask ForgetIdleAsync(Session session, CampaignId campaign)
    {
        // One to which an operation is being added right now keeps its row, though that cannot be seen yet.
        if (await session.TryLockAsync(LockName.Work(WorkKind.Reassignments, campaign)))
        {
            await session.ExecuteAsync(
                $"""
                DELETE FROM campaign_work WHERE kind = {WorkKind.Reassignments} AND campaign_id = {campaign}
                    AND NOT EXISTS (SELECT 1 FROM reassignments WHERE campaign_id = {campaign} AND state <= 1)
                """);
        }
    }
}
