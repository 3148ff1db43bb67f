using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Conversations;
using P2P.Sdk.EntityFrameworkCore.Sqlite;

namespace P2P.Sdk.EntityFrameworkCore.Contacts.Import;

internal sealed class SqliteContactImportStore(SqliteDatabase database) : IContactImportStore
{
    private const int EmptiedAtOnce = 5_000;

    public Task AddAsync(CampaignId campaign, ContactImport import, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.Insert(ContactImportRow.Of(campaign, import)), cancellationToken);

    public Task<ContactImport?> FindAsync(CampaignId campaign, ContactImportId id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ImportMerge.FindImport(session, campaign, id)?.ToImport(), cancellationToken);

    public Task StageAsync(
        CampaignId campaign, ContactImportId id, IReadOnlyList<StagedRow> rows, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                ThrowUnlessReading(session, campaign, id);
                foreach (var row in rows)
                {
                    Stage(session, campaign, id, row);
                }

                session.Execute(
                    $"""
                    UPDATE contact_imports SET rows_read = rows_read + {rows.Count}
                    WHERE campaign_id = {campaign} AND import_id = {id}
                    """);
            },
            cancellationToken);

    public async Task FinishReadingAsync(
        CampaignId campaign, ContactImportId id, ContactListId? list, IReadOnlyList<string> unknownColumns, Refusal? failure,
        CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            session =>
            {
                var import = ThrowUnlessReading(session, campaign, id);
                var isEmpty = session.Number(
                    $"SELECT 1 FROM import_stage WHERE campaign_id = {campaign} AND import_id = {id} LIMIT 1") == 0;
                import.State = failure is not null ? ImportState.Failed : isEmpty ? ImportState.Done : ImportState.Merging;
                import.ListId = list?.Value;
                import.UnknownColumns = Json.Write(unknownColumns);
                import.Failure = ContactImportRow.Write(failure);
                session.Update(import);
                if (import.State == ImportState.Merging)
                {
                    session.AddWork(campaign, WorkKind.Merges);
                }
            },
            cancellationToken);

        // In short transactions: others write meanwhile.
        while (failure is not null && await database.WriteAsync(session => Empty(session, campaign, id), cancellationToken) > 0)
        {
        }
    }

    public async Task<IReadOnlyList<(CampaignId Campaign, ContactImportId Import)>> LeaseMergesAsync(
        string node, Duration lease, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.Number($"SELECT 1 FROM campaign_work WHERE kind = {WorkKind.Merges} LIMIT 1") > 0, cancellationToken)
            ? await database.WriteAsync<IReadOnlyList<(CampaignId, ContactImportId)>>(
                session => Lease(session, node, lease), cancellationToken)
            : []; // Looking costs no write.

    public Task<ImportChunk> ReadChunkAsync(
        CampaignId campaign, ContactImportId id, int most, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ImportMerge.ReadChunk(session, campaign, id, most) ?? throw Unknown(), cancellationToken);

    public Task<bool> CommitChunkAsync(ImportChunkResult result, CancellationToken cancellationToken)
    {
        ConversationWriter.ThrowIfImpossible(result.Campaign, result.Changes);
        return database.WriteAsync(session => ImportMerge.Commit(session, result), cancellationToken);
    }

    public Task<Page<ImportRow>> PageRowsAsync(
        CampaignId campaign, ContactImportId id, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
            {
                var from = page.From?.Order ?? (page.Backward ? long.MaxValue : 0);
                var rows = page.Backward
                    ? session.Query<ImportOutcomeRow>(
                        $"""
                        WHERE campaign_id = {campaign} AND import_id = {id} AND line < {from}
                        ORDER BY line DESC LIMIT {page.Size + 1}
                        """)
                    : session.Query<ImportOutcomeRow>(
                        $"""
                        WHERE campaign_id = {campaign} AND import_id = {id} AND line > {from}
                        ORDER BY line LIMIT {page.Size + 1}
                        """);
                return Page.Of(rows.Select(row => row.ToRow()), page, row => new Cursor(row.Line, default));
            },
            cancellationToken);

    private static InvalidOperationException Unknown() => new("The campaign has no such import.");

    private static ContactImportRow ThrowUnlessReading(SqliteSession session, CampaignId campaign, ContactImportId id) =>
        (ImportMerge.FindImport(session, campaign, id) ?? throw Unknown()) is { State: ImportState.Reading } import
            ? import
            : throw new InvalidOperationException("The import is not being read any more.");

    private static void Stage(SqliteSession session, CampaignId campaign, ContactImportId id, StagedRow row)
    {
        var phone = row.Phone == default ? null : row.Phone.ToString();
        var first = phone is null ? 0 : session.Number(
            $"SELECT MIN(line) FROM import_stage WHERE campaign_id = {campaign} AND import_id = {id} AND phone = {phone}");
        if (first > row.Line)
        {
            session.Execute(
                $"""
                UPDATE import_stage SET is_duplicate = 1
                WHERE campaign_id = {campaign} AND import_id = {id} AND phone = {phone} AND line = {first}
                """);
        }

        session.Insert(new StagedContactRow
        {
            CampaignId = campaign.Value,
            ImportId = id.Value,
            Line = row.Line,
            Phone = phone,
            Content = row.Content,
            IsDuplicate = first > 0 && first < row.Line,
        });
    }

    private static int Empty(SqliteSession session, CampaignId campaign, ContactImportId id) => session.Execute(
        $"""
        DELETE FROM import_stage WHERE campaign_id = {campaign} AND import_id = {id} AND line IN (
            SELECT line FROM import_stage WHERE campaign_id = {campaign} AND import_id = {id} ORDER BY line LIMIT {EmptiedAtOnce})
        """);

    private static IReadOnlyList<(CampaignId Campaign, ContactImportId Import)> Lease(
        SqliteSession session, string node, Duration lease)
    {
        var now = session.Now();
        var campaigns = session.Query<CampaignWorkRow>($"WHERE kind = {WorkKind.Merges} ORDER BY due_at, campaign_id");
        var free = campaigns.SelectMany(work => session.Query<ContactImportRow>(
            $"""
            WHERE campaign_id = {work.CampaignId} AND state = 1
                AND (leased_until IS NULL OR leased_until <= {now} OR leased_by = {node}) ORDER BY started_at
            """)).OrderBy(import => import.StartedAt).ToList();
        foreach (var import in free)
        {
            (import.LeasedBy, import.LeasedUntil) = (node, now + lease);
            session.Update(import);
        }

        return [.. free.Select(import => (new CampaignId(import.CampaignId), new ContactImportId(import.ImportId)))];
    }
}
