using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryContactImportStore(InMemoryState state) : IContactImportStore
{
    public Task AddAsync(CampaignId campaign, ContactImport import, Duration lease, CancellationToken cancellationToken) =>
        state.DoAsync(
            () => state.Get(campaign).Imports.Add(
                import.Id, new ImportTable { Import = import, ReadUntil = state.Now + lease }),
            cancellationToken);

    public Task<bool> KeepReadingAsync(
        CampaignId campaign, ContactImportId id, Duration lease, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign)?.Imports.GetValueOrDefault(id) is not { Import.State: ImportState.Reading } table)
            {
                return false;
            }

            table.ReadUntil = state.Now + lease;
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<(CampaignId Campaign, ContactImportId Import)>> FailAbandonedAsync(
        Refusal failure, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<(CampaignId, ContactImportId)>>(
            () =>
            {
                var now = state.Now;
                var gone = state.Campaigns.SelectMany(c => c.Value.Imports.Values, (c, table) => (Campaign: c.Key, Table: table))
                    .Where(i => i.Table.Import.State == ImportState.Reading && i.Table.ReadUntil <= now)
                    .ToList();
                foreach (var (_, table) in gone)
                {
                    table.EmptyStage();
                    table.Import = table.Import with { State = ImportState.Failed, Failure = failure };
                }

                return [.. gone.Select(i => (i.Campaign, i.Table.Import.Id))];
            },
            cancellationToken);

    public Task<ContactImport?> FindAsync(CampaignId campaign, ContactImportId id, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(campaign)?.Imports.GetValueOrDefault(id)?.Import, cancellationToken);

    public Task StageAsync(
        CampaignId campaign, ContactImportId id, IReadOnlyList<StagedRow> rows, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var table = Reading(campaign, id);
                foreach (var row in rows)
                {
                    table.Put(row);
                }

                table.Import = table.Import with { RowsRead = table.Import.RowsRead + rows.Count };
            },
            cancellationToken);

    public Task<bool> FinishReadingAsync(
        CampaignId campaign, ContactImportId id, ContactListId? list, IReadOnlyList<string> unknownColumns, Refusal? failure,
        CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (list is { } into && !state.Get(campaign).Lists.ContainsKey(into))
            {
                return false;
            }

            var table = Reading(campaign, id);
            if (failure is not null)
            {
                table.EmptyStage();
            }

            table.Import = table.Import with
            {
                State = failure is not null ? ImportState.Failed
                    : table.Stage.Count == 0 ? ImportState.Done
                    : ImportState.Merging,
                List = list,
                UnknownColumns = [.. unknownColumns],
                Failure = failure,
            };
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<(CampaignId Campaign, ContactImportId Import)>> LeaseMergesAsync(
        string node, Duration lease, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<(CampaignId, ContactImportId)>>(
            () =>
            {
                var now = state.Now;
                var free = state.Campaigns.SelectMany(c => c.Value.Imports.Values, (c, table) => (Campaign: c.Key, Table: table))
                    .Where(i => i.Table.Import.State == ImportState.Merging)
                    .Where(i => i.Table.Lease is not { } taken || taken.Node == node || taken.Until <= now)
                    .OrderBy(i => i.Table.Import.StartedAt)
                    .ToList();
                free.ForEach(i => i.Table.Lease = (node, now + lease));
                return [.. free.Select(i => (i.Campaign, i.Table.Import.Id))];
            },
            cancellationToken);

    public Task<ImportChunk> ReadChunkAsync(
        CampaignId campaign, ContactImportId id, int after, int most, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var (rows, table) = Get(campaign, id);
            List<StagedRow> next =
                table.Import.State == ImportState.Merging ? [.. table.Stage.Values.SkipWhile(row => row.Line <= after).Take(most)] : [];
            var phones = next.Select(row => row.Phone).Where(phone => phone != default).ToHashSet();
            return new ImportChunk(
                table.Import,
                next,
                phones.Where(rows.ContactsByPhone.ContainsKey).ToDictionary(p => p, p => rows.ContactsByPhone[p].Contact),
                phones.Where(rows.OptOuts.ContainsKey).ToHashSet(),
                next.Where(r => r.Phone != default && table.FirstLines[r.Phone] < r.Line).Select(r => r.Line).ToHashSet());
        },
        cancellationToken);

    public Task<bool> CommitChunkAsync(ImportChunkResult result, CancellationToken cancellationToken)
    {
        ConversationWriting.ThrowIfImpossible(result.Changes);
        return state.DoAsync(
            () =>
            {
                if (state.Find(result.Campaign) is not { } rows
                    || !rows.Imports.TryGetValue(result.Before.Id, out var table)
                    || !IsNext(table, result)
                    || result.Changes.Any(c => ConversationWriting.Judge(rows, c) != CommitResult.Committed
                        || (c.IsUnawareOfOptOut && rows.OptOuts.ContainsKey(c.After.Phone))))
                {
                    return false;
                }

                foreach (var change in result.Changes)
                {
                    ConversationWriting.Write(rows, change);
                }

                rows.PutOnList(table.Import.List!.Value, result.OnList);
                Advance(table, result);
                return true;
            },
            cancellationToken);
    }

    public Task<Page<ImportRow>> PageRowsAsync(
        CampaignId campaign, ContactImportId id, PageRequest page, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var table = state.Find(campaign)?.Imports.GetValueOrDefault(id);
            IEnumerable<ImportRow> told = table is null ? [] : table.Told.Values;
            var read = page.Backward
                ? told.Reverse().Where(row => page.From is not { } from || row.Line < from.Order)
                : told.Where(row => page.From is not { } from || row.Line > from.Order);
            return Page.Of(read, page, row => new Cursor(row.Line, default));
        },
        cancellationToken);

    private static bool IsNext(ImportTable table, ImportChunkResult result) =>
        table.Import.State == ImportState.Merging
        && table.Import.RowsMerged == result.Before.RowsMerged
        && table.Stage.Keys.Take(result.Outcomes.Count).SequenceEqual(result.Outcomes.Select(o => o.Line));

    private static void Advance(ImportTable table, ImportChunkResult result)
    {
        foreach (var row in result.Outcomes)
        {
            table.Stage.Remove(row.Line);
            if (row.Outcome > ImportOutcome.Unchanged || row.Message.Length > 0)
            {
                table.Told.Add(row.Line, row);
            }
        }

        table.Import = result.Import with
        {
            List = table.Import.List,
            State = table.Stage.Count == 0 ? ImportState.Done : ImportState.Merging,
            RowsRead = table.Import.RowsRead,
            UnknownColumns = table.Import.UnknownColumns,
        };
        if (table.Stage.Count == 0)
        {
            table.EmptyStage();
        }
    }

    private ImportTable Reading(CampaignId campaign, ContactImportId id)
    {
        var (_, table) = Get(campaign, id);
        return table.Import.State == ImportState.Reading
            ? table
            : throw new InvalidOperationException("The import is not being read any more.");
    }

    private (CampaignRows Rows, ImportTable Table) Get(CampaignId campaign, ContactImportId id)
    {
        var rows = state.Get(campaign);
        return rows.Imports.TryGetValue(id, out var table)
            ? (rows, table)
            : throw new InvalidOperationException("The campaign has no such import.");
    }
}
