using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results.Exports;

namespace P2P.Sdk.EntityFrameworkCore.Results.Exports;

/// <summary>A campaign with an export that waits, is written or has a file has a row of work, by which nodes find it.</summary>
internal sealed class ExportStore(Database database) : IExportStore
{
    private static readonly Instant LongFromNow = Instant.FromUtc(9000, 1, 1, 0, 0);

    public Task AddAsync(CampaignId campaign, Export export, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.InsertAsync(ExportRow.Of(campaign, export));
                await session.AddAuditAsync(campaign, audit);
                await session.AddWorkAsync(campaign, WorkKind.Exports);
            },
            cancellationToken);

    public Task<Export?> FindAsync(CampaignId campaign, ExportId id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => (await session.FindAsync<ExportRow>(
                $"WHERE campaign_id = {campaign} AND export_id = {id}"))?.ToExport(),
            cancellationToken);

    public Task<Page<Export>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                // Latest first: the cursor's order is the time with its sign turned.
                var (at, id) = page.From is { } from
                    ? (Instant.FromUnixTimeTicks(-from.Order), from.Id)
                    : page.Backward ? (NodaConstants.UnixEpoch, Guid.Empty) : (LongFromNow, Guid.Empty);
                var rows = page.Backward
                    ? await session.QueryAsync<ExportRow>(
                        $"""
                        WHERE campaign_id = {campaign} AND (started_at > {at} OR (started_at = {at} AND export_id < {id}))
                        ORDER BY started_at, export_id DESC LIMIT {page.Size + 1}
                        """)
                    : await session.QueryAsync<ExportRow>(
                        $"""
                        WHERE campaign_id = {campaign} AND (started_at < {at} OR (started_at = {at} AND export_id > {id}))
                        ORDER BY started_at DESC, export_id LIMIT {page.Size + 1}
                        """);
                return Page.Of(
                    rows.Select(row => row.ToExport()), page,
                    export => new Cursor(-export.StartedAt.ToUnixTimeTicks(), export.Id.Value));
            },
            cancellationToken);

    public async Task<ExportTurn?> TakeAsync(Duration lease, CancellationToken cancellationToken)
    {
        foreach (var campaign in await CampaignsAsync(cancellationToken))
        {
            var waiting = await database.ReadAsync(session => WaitingAsync(session, campaign), cancellationToken);
            foreach (var id in waiting)
            {
                if (await database.WriteAsync(session => TakeAsync(session, campaign, id, lease), cancellationToken) is { } turn)
                {
                    return turn;
                }
            }
        }

        return null;
    }

    public Task<bool> KeepAsync(ExportTurn turn, long rows, Duration lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"""
                UPDATE exports SET rows_written = {rows}, leased_until = {await session.NowAsync() + lease}
                WHERE campaign_id = {turn.Campaign} AND export_id = {turn.Export.Id} AND state = 1 AND turns = {turn.Number}
                """) > 0,
            cancellationToken);

    public Task<bool> FinishAsync(ExportTurn turn, Export after, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"""
                UPDATE exports SET state = {after.State}, rows_written = {after.Rows}, bytes = {after.Bytes}, file_id = {after.File},
                    finished_at = {after.FinishedAt}, failure = {RefusalJson.Write(after.Failure)}, leased_until = NULL
                WHERE campaign_id = {turn.Campaign} AND export_id = {turn.Export.Id} AND state = 1 AND turns = {turn.Number}
                """) > 0,
            cancellationToken);

    public async Task<IReadOnlyList<(CampaignId Campaign, BlobId File)>> ExpireAsync(
        Instant doneBefore, CancellationToken cancellationToken)
    {
        var files = new List<(CampaignId Campaign, BlobId File)>();
        foreach (var campaign in await CampaignsAsync(cancellationToken))
        {
            var old = await database.ReadAsync(session => DoneAsync(session, campaign, doneBefore), cancellationToken);
            foreach (var (id, file) in old)
            {
                if (await database.WriteAsync(session => ExpireAsync(session, campaign, id), cancellationToken))
                {
                    files.Add((campaign, file));
                }
            }

            await database.WriteAsync(session => ForgetIdleAsync(session, campaign), cancellationToken);
        }

        return files;
    }

    private Task<List<CampaignId>> CampaignsAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session => session.ListAsync(
            $"SELECT campaign_id FROM campaign_work WHERE kind = {WorkKind.Exports} ORDER BY due_at, campaign_id",
            reader => new CampaignId(session.Values.ReadId(reader, 0))),
        cancellationToken);

    private static async ValueTask<List<ExportId>> WaitingAsync(Session session, CampaignId campaign)
    {
        var now = await session.NowAsync();
        return await session.ListAsync(
            $"""
            SELECT export_id FROM exports
            WHERE campaign_id = {campaign} AND state <= 1 AND (leased_until IS NULL OR leased_until <= {now})
            ORDER BY state, started_at
            """,
            reader => new ExportId(session.Values.ReadId(reader, 0)));
    }

    private static async ValueTask<ExportTurn?> TakeAsync(Session session, CampaignId campaign, ExportId id, Duration lease)
    {
        var now = await session.NowAsync();
        var taken = await session.ExecuteAsync(
            $"""
            UPDATE exports SET state = 1, rows_written = 0, turns = turns + 1, leased_until = {now + lease}
            WHERE campaign_id = {campaign} AND export_id = {id} AND state <= 1 AND (leased_until IS NULL OR leased_until <= {now})
            """);
        return taken > 0
            && await session.FindAsync<ExportRow>($"WHERE campaign_id = {campaign} AND export_id = {id}") is { } row
            ? new ExportTurn(campaign, row.ToExport(), row.Turns)
            : null;
    }

    private static ValueTask<List<(ExportId Id, BlobId File)>> DoneAsync(Session session, CampaignId campaign, Instant before) =>
        session.ListAsync(
            $"""
            SELECT export_id, file_id FROM exports
            WHERE campaign_id = {campaign} AND state = 2 AND finished_at < {before} ORDER BY started_at
            """,
            reader => (new ExportId(session.Values.ReadId(reader, 0)), new BlobId(session.Values.ReadId(reader, 1))));

    private static async ValueTask<bool> ExpireAsync(Session session, CampaignId campaign, ExportId id) =>
        await session.ExecuteAsync(
            $"UPDATE exports SET state = 4, file_id = NULL WHERE campaign_id = {campaign} AND export_id = {id} AND state = 2") > 0;

    private static async ValueTask ForgetIdleAsync(Session session, CampaignId campaign)
    {
        // One to which an export is being added right now keeps its row, though that cannot be seen yet.
        if (await session.TryLockAsync(LockName.Work(WorkKind.Exports, campaign)))
        {
            await session.ExecuteAsync(
                $"""
                DELETE FROM campaign_work WHERE kind = {WorkKind.Exports} AND campaign_id = {campaign}
                    AND NOT EXISTS (SELECT 1 FROM exports WHERE campaign_id = {campaign} AND state <= 2)
                """);
        }
    }
}
