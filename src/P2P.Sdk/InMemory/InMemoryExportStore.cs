using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Results.Exports;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryExportStore(InMemoryState state) : IExportStore
{
    public Task AddAsync(CampaignId campaign, Export export, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            rows.Exports.Add(export.Id, new ExportRow { Export = export });
            rows.Audit.Add(audit);
        },
        cancellationToken);

    public Task<Export?> FindAsync(CampaignId campaign, ExportId id, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(campaign)?.Exports.GetValueOrDefault(id)?.Export, cancellationToken);

    public Task<Page<Export>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) => state.DoAsync(
        () => Page.In(
            state.Find(campaign)?.Exports.Values.Select(row => row.Export) ?? [], page,
            export => new Cursor(-export.StartedAt.ToUnixTimeTicks(), export.Id.Value)),
        cancellationToken);

    public Task<ExportTurn?> TakeAsync(Duration lease, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var now = state.Now;
            var (campaign, row) = state.Campaigns.SelectMany(c => c.Value.Exports.Values, (c, row) => (c.Key, Row: row))
                .Where(e => e.Row.Export.State <= ExportState.Writing && (e.Row.LeasedUntil is not { } until || until <= now))
                .OrderBy(e => e.Row.Export.StartedAt).FirstOrDefault();
            if (row is null)
            {
                return null;
            }

            row.Export = row.Export with { State = ExportState.Writing, Rows = 0 };
            row.LeasedUntil = now + lease;
            return new ExportTurn(campaign, row.Export, ++row.Turns);
        },
        cancellationToken);

    public Task<bool> KeepAsync(ExportTurn turn, long rows, Duration lease, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (Find(turn) is not { } row)
            {
                return false;
            }

            row.Export = row.Export with { Rows = rows };
            row.LeasedUntil = state.Now + lease;
            return true;
        },
        cancellationToken);

    public Task<bool> FinishAsync(ExportTurn turn, Export after, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (Find(turn) is not { } row)
            {
                return false;
            }

            (row.Export, row.LeasedUntil) = (after, null);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<(CampaignId Campaign, BlobId File)>> ExpireAsync(
        Instant doneBefore, CancellationToken cancellationToken) => state.DoAsync<IReadOnlyList<(CampaignId, BlobId)>>(
        () =>
        {
            var old = state.Campaigns.SelectMany(c => c.Value.Exports.Values, (c, row) => (Campaign: c.Key, Row: row))
                .Where(e => e.Row.Export is { State: ExportState.Done, FinishedAt: { } at } && at < doneBefore)
                .ToList();
            var files = old.Select(e => (e.Campaign, e.Row.Export.File!.Value)).ToList();
            old.ForEach(e => e.Row.Export = e.Row.Export with { State = ExportState.Expired, File = null });
            return files;
        },
        cancellationToken);

    /// <returns><see langword="null"/> if the turn is over.</returns>
    private ExportRow? Find(ExportTurn turn) =>
        state.Find(turn.Campaign)?.Exports.GetValueOrDefault(turn.Export.Id) is { Export.State: ExportState.Writing } row
            && row.Turns == turn.Number ? row : null;
}
