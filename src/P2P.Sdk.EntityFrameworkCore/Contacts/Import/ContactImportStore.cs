using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Conversations;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Contacts.Import;

/// <summary>Row by row, as SQLite likes it; a server's store does the large steps its own way.</summary>
internal class ContactImportStore(Database database) : IContactImportStore
{
    private const int EmptiedAtOnce = 5_000;

    /// <summary>Rows of one transaction, for which every other writer waits.</summary>
    private const int MergedAtOnce = 500;

    public Task AddAsync(CampaignId campaign, ContactImport import, Duration lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var row = ContactImportRow.Of(campaign, import);
                row.LeasedUntil = await session.NowAsync() + lease;
                await session.InsertAsync(row);
                await session.AddWorkAsync(campaign, WorkKind.Merges);
            },
            cancellationToken);

    public Task<bool> KeepReadingAsync(
        CampaignId campaign, ContactImportId id, Duration lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session => await session.ExecuteAsync(
                $"""
                UPDATE contact_imports SET leased_until = {await session.NowAsync() + lease}
                WHERE campaign_id = {campaign} AND import_id = {id} AND state = 0
                """) > 0,
            cancellationToken);

    public async Task<IReadOnlyList<(CampaignId Campaign, ContactImportId Import)>> FailAbandonedAsync(
        Refusal failure, CancellationToken cancellationToken)
    {
        var failed = new List<(CampaignId Campaign, ContactImportId Import)>();
        foreach (var (campaign, id) in await database.ReadAsync(FindAbandonedAsync, cancellationToken))
        {
            if (await database.WriteAsync(session => FailAsync(session, campaign, id, failure), cancellationToken))
            {
                await EmptyAsync(campaign, id, cancellationToken);
                failed.Add((campaign, id));
            }
        }

        return failed;
    }

    public Task<ContactImport?> FindAsync(CampaignId campaign, ContactImportId id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => (await ImportMerge.FindImportAsync(session, campaign, id))?.ToImport(), cancellationToken);

    public virtual Task StageAsync(
        CampaignId campaign, ContactImportId id, IReadOnlyList<StagedRow> rows, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await FindReadingAsync(session, campaign, id);
                foreach (var row in rows)
                {
                    await StageAsync(session, campaign, id, row);
                }

                await session.ExecuteAsync(
                    $"""
                    UPDATE contact_imports SET rows_read = rows_read + {rows.Count}
                    WHERE campaign_id = {campaign} AND import_id = {id}
                    """);
            },
            cancellationToken);

    public virtual async Task<bool> FinishReadingAsync(
        CampaignId campaign, ContactImportId id, ContactListId? list, IReadOnlyList<string> unknownColumns, Refusal? failure,
        CancellationToken cancellationToken)
    {
        var isFinished = await database.WriteAsync(
            async session =>
            {
                if (list is { } into)
                {
                    await session.LockAsync<ContactListRow>($"WHERE campaign_id = {campaign} AND list_id = {into}");
                    if (await session.NumberAsync(
                            $"SELECT 1 FROM contact_lists WHERE campaign_id = {campaign} AND list_id = {into}") == 0)
                    {
                        return false;
                    }
                }

                var import = await FindReadingAsync(session, campaign, id);
                var isEmpty = await session.NumberAsync(
                    $"SELECT 1 FROM import_stage WHERE campaign_id = {campaign} AND import_id = {id} LIMIT 1") == 0;
                import.State = failure is not null ? ImportState.Failed : isEmpty ? ImportState.Done : ImportState.Merging;
                import.ListId = list?.Value;
                import.UnknownColumns = Json.Write(unknownColumns);
                import.Failure = RefusalJson.Write(failure);
                import.LeasedUntil = null; // Whoever merges it leases it anew.
                await session.UpdateAsync(import);
                await ImportMerge.ForgetIdleAsync(session, campaign);
                return true;
            },
            cancellationToken);
        if (failure is not null)
        {
            await EmptyAsync(campaign, id, cancellationToken);
        }

        return isFinished;
    }

    public async Task<IReadOnlyList<(CampaignId Campaign, ContactImportId Import)>> LeaseMergesAsync(
        string node, Duration lease, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async session =>
                await session.NumberAsync($"SELECT COUNT(*) FROM campaign_work WHERE kind = {WorkKind.Merges}") > 0,
            cancellationToken)
            ? await database.WriteAsync(session => LeaseAsync(session, node, lease), cancellationToken)
            : []; // Looking costs no write.

    public virtual Task<ImportChunk> ReadChunkAsync(
        CampaignId campaign, ContactImportId id, int after, int most, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => await ImportMerge.ReadChunkAsync(session, campaign, id, after, Math.Min(most, MergedAtOnce))
                ?? throw Unknown(),
            cancellationToken);

    public virtual Task<bool> CommitChunkAsync(ImportChunkResult result, CancellationToken cancellationToken)
    {
        ConversationWriter.ThrowIfImpossible(result.Campaign, result.Changes);
        return database.WriteAsync(session => ImportMerge.CommitAsync(session, result), cancellationToken);
    }

    public Task<Page<ImportRow>> PageRowsAsync(
        CampaignId campaign, ContactImportId id, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var from = page.From?.Order ?? (page.Backward ? long.MaxValue : 0);
                var rows = page.Backward
                    ? await session.QueryAsync<ImportOutcomeRow>(
                        $"""
                        WHERE campaign_id = {campaign} AND import_id = {id} AND line < {from}
                        ORDER BY line DESC LIMIT {page.Size + 1}
                        """)
                    : await session.QueryAsync<ImportOutcomeRow>(
                        $"""
                        WHERE campaign_id = {campaign} AND import_id = {id} AND line > {from}
                        ORDER BY line LIMIT {page.Size + 1}
                        """);
                return Page.Of(rows.Select(row => row.ToRow()), page, row => new Cursor(row.Line, default));
            },
            cancellationToken);

    protected static InvalidOperationException Unknown() => new("The campaign has no such import.");

    protected static InvalidOperationException NotRead() => new("The import is not being read any more.");

    /// <summary>Locked: rows are staged one call after the other, and none after the last.</summary>
    private static async ValueTask<ContactImportRow> FindReadingAsync(Session session, CampaignId campaign, ContactImportId id)
    {
        await ImportMerge.LockImportAsync(session, campaign, id);
        return (await ImportMerge.FindImportAsync(session, campaign, id) ?? throw Unknown()) is { State: ImportState.Reading } import
            ? import
            : throw NotRead();
    }

    private static async ValueTask StageAsync(Session session, CampaignId campaign, ContactImportId id, StagedRow row)
    {
        var phone = row.Phone == default ? null : row.Phone.ToString();
        var first = phone is null ? 0 : await session.NumberAsync(
            $"SELECT MIN(line) FROM import_stage WHERE campaign_id = {campaign} AND import_id = {id} AND phone = {phone}");
        if (first > row.Line)
        {
            await session.ExecuteAsync(
                $"""
                UPDATE import_stage SET is_duplicate = {true}
                WHERE campaign_id = {campaign} AND import_id = {id} AND phone = {phone} AND line = {first}
                """);
        }

        await session.InsertAsync(new StagedContactRow
        {
            CampaignId = campaign.Value,
            ImportId = id.Value,
            Line = row.Line,
            Phone = phone,
            Content = row.Content,
            IsDuplicate = first > 0 && first < row.Line,
        });
    }

    private static async ValueTask<List<(CampaignId Campaign, ContactImportId Import)>> FindAbandonedAsync(Session session)
    {
        var abandoned = new List<(CampaignId Campaign, ContactImportId Import)>();
        foreach (var work in await session.QueryAsync<CampaignWorkRow>(
            $"WHERE kind = {WorkKind.Merges} ORDER BY due_at, campaign_id"))
        {
            var now = await session.NowAsync();
            abandoned.AddRange(await session.ListAsync(
                $"""
                SELECT import_id FROM contact_imports
                WHERE campaign_id = {work.CampaignId} AND state = 0 AND leased_until <= {now}
                """,
                reader => (new CampaignId(work.CampaignId), new ContactImportId(session.Values.ReadId(reader, 0)))));
        }

        return abandoned;
    }

    /// <returns>False if its process has said meanwhile that it still reads, or has come to the end.</returns>
    private static async ValueTask<bool> FailAsync(Session session, CampaignId campaign, ContactImportId id, Refusal failure)
    {
        await ImportMerge.LockImportAsync(session, campaign, id);
        if (await ImportMerge.FindImportAsync(session, campaign, id) is not { State: ImportState.Reading } import
            || import.LeasedUntil > await session.NowAsync())
        {
            return false;
        }

        (import.State, import.Failure, import.LeasedUntil) = (ImportState.Failed, RefusalJson.Write(failure), null);
        await session.UpdateAsync(import);
        await ImportMerge.ForgetIdleAsync(session, campaign);
        return true;
    }

    /// <summary>In short transactions: others write meanwhile.</summary>
    private async Task EmptyAsync(CampaignId campaign, ContactImportId id, CancellationToken cancellationToken)
    {
        while (await database.WriteAsync(session => EmptyAsync(session, campaign, id), cancellationToken) > 0)
        {
        }
    }

    private static ValueTask<int> EmptyAsync(Session session, CampaignId campaign, ContactImportId id) => session.ExecuteAsync(
        $"""
        DELETE FROM import_stage WHERE campaign_id = {campaign} AND import_id = {id} AND line IN (
            SELECT line FROM import_stage WHERE campaign_id = {campaign} AND import_id = {id} ORDER BY line LIMIT {EmptiedAtOnce})
        """);

    private static async ValueTask<IReadOnlyList<(CampaignId Campaign, ContactImportId Import)>> LeaseAsync(
        Session session, string node, Duration lease)
    {
        var now = await session.NowAsync();
        var leased = new List<ContactImportRow>();
        foreach (var work in await session.QueryAsync<CampaignWorkRow>(
            $"WHERE kind = {WorkKind.Merges} ORDER BY due_at, campaign_id"))
        {
            foreach (var import in await session.QueryAsync<ContactImportRow>(
                $"WHERE campaign_id = {work.CampaignId} AND state = 1 ORDER BY started_at"))
            {
                if (await session.ExecuteAsync(
                    $"""
                    UPDATE contact_imports SET leased_by = {node}, leased_until = {now + lease}
                    WHERE campaign_id = {import.CampaignId} AND import_id = {import.ImportId} AND state = 1
                        AND (leased_until IS NULL OR leased_until <= {now} OR leased_by = {node})
                    """) > 0)
                {
                    leased.Add(import);
                }
            }
        }

        return
        [
            .. leased.OrderBy(import => import.StartedAt)
                .Select(import => (new CampaignId(import.CampaignId), new ContactImportId(import.ImportId))),
        ];
    }
}
