using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Crm;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryCrmOutbox(InMemoryState state) : ICrmOutbox
{
    public Task<CrmSetup?> FindSetupAsync(CampaignId campaign, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(campaign)?.Crm.Setup, cancellationToken);

    public Task<bool> SaveSetupAsync(CampaignId campaign, CrmSetup setup, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows || (rows.Crm.Setup?.Version ?? 0) != setup.Version)
                {
                    return false;
                }

                rows.Crm.Setup = setup with { Version = setup.Version + 1 };
                rows.Campaign = rows.Campaign with { Crm = setup.Interest };
                rows.Audit.Add(audit);
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<CampaignId>> ListDueAsync(CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<CampaignId>>(
            () => [.. state.Campaigns.Values.Where(rows => Due(rows.Crm).Any()).Select(rows => rows.Campaign.Id)], cancellationToken);

    public Task<IReadOnlyList<CrmEntry>> TakeAsync(
        CampaignId campaign, int most, Duration lease, CancellationToken cancellationToken) => state.DoAsync<IReadOnlyList<CrmEntry>>(
        () =>
        {
            if (state.Find(campaign) is not { } rows)
            {
                return [];
            }

            var taken = Due(rows.Crm).Take(most).ToList();
            foreach (var row in taken)
            {
                row.Entry = row.Entry with { Attempts = row.Entry.Attempts + 1 };
                row.DueAt = state.Now + lease;
            }

            return [.. taken.Select(row => row.Entry)];
        },
        cancellationToken);

    public Task<bool> SettleAsync(
        CampaignId campaign, CrmEntry entry, CrmSettlement settlement, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign)?.Crm is not { } crm || crm.Entries.GetValueOrDefault(entry.Id) is not { } row
                || row.Entry.State != CrmEntryState.Waiting || row.Entry.Attempts != entry.Attempts)
            {
                return false;
            }

            if (settlement.State is not { } after)
            {
                return crm.Entries.Remove(entry.Id);
            }

            row.Entry = row.Entry with { State = after, Reason = settlement.Reason };
            row.DueAt = state.Now + settlement.After;
            return true;
        },
        cancellationToken);

    public Task PauseAsync(CampaignId campaign, Duration time, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is { } rows)
            {
                rows.Crm.PausedUntil = Instant.Max(rows.Crm.PausedUntil, state.Now + time);
            }
        },
        cancellationToken);

    public Task<Page<CrmEntry>> PageAsync(
        CampaignId campaign, CrmEntryState wanted, PageRequest page, CancellationToken cancellationToken) => state.DoAsync(
        () => Page.In(
            (state.Find(campaign)?.Crm.Entries.Values.AsEnumerable() ?? []).Select(row => row.Entry).Where(entry => entry.State == wanted),
            page, entry => new Cursor(-entry.At.ToUnixTimeTicks(), entry.Id.Value)),
        cancellationToken);

    public Task<CrmNumbers> CountAsync(CampaignId campaign, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var states = (state.Find(campaign)?.Crm.Entries.Values.AsEnumerable() ?? []).CountBy(row => row.Entry.State).ToDictionary();
            return new CrmNumbers(
                states.GetValueOrDefault(CrmEntryState.Waiting), states.GetValueOrDefault(CrmEntryState.Sent),
                states.GetValueOrDefault(CrmEntryState.Failed));
        },
        cancellationToken);

    public Task<int> ResendAsync(
        CampaignId campaign, IReadOnlyList<CrmEntryId>? ids, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            var failed = rows.Crm.Entries.Values.Where(
                row => row.Entry.State == CrmEntryState.Failed && ids?.Contains(row.Entry.Id) != false).ToList();
            foreach (var row in failed)
            {
                row.Entry = row.Entry with { State = CrmEntryState.Waiting, Attempts = 0, Reason = "" };
                row.DueAt = Instant.MinValue;
            }

            if (failed.Count > 0)
            {
                rows.Audit.Add(audit);
            }

            return failed.Count;
        },
        cancellationToken);

    public Task<CrmReplayed> ReplayAsync(
        CampaignId campaign, CrmPlace after, int most, AuditEntry? audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            var sent = rows.Crm.Entries.Values
                .Where(row => row.Entry.State == CrmEntryState.Sent
                    && (row.Entry.At, row.Entry.Id.Value).CompareTo((after.At, after.Id.Value)) > 0)
                .OrderBy(row => (row.Entry.At, row.Entry.Id.Value)).Take(most).ToList();
            foreach (var row in sent)
            {
                row.Entry = row.Entry with { State = CrmEntryState.Waiting, Attempts = 0, Reason = "" };
                row.DueAt = Instant.MinValue;
            }

            if (sent.Count > 0 && audit is not null)
            {
                rows.Audit.Add(audit);
            }

            return new CrmReplayed(sent.Count, sent.Count < most ? null : new(sent[^1].Entry.At, sent[^1].Entry.Id));
        },
        cancellationToken);

    /// <summary>Of each contact the first that waits, if it is due.</summary>
    private IEnumerable<CrmRow> Due(CrmTable crm) => crm.Setup is not { IsOn: true } || crm.PausedUntil > state.Now
        ? []
        : crm.Entries.Values.Where(row => row.Entry.State == CrmEntryState.Waiting)
            .GroupBy(row => row.Entry.Contact)
            .Select(contact => contact.MinBy(row => (row.Entry.ContactVersion, row.Entry.Kind))!)
            .Where(row => row.DueAt <= state.Now)
            .OrderBy(row => row.DueAt);
}

/// <summary>A campaign's mappings, and what its CRM is told.</summary>
internal sealed class CrmTable
{
    public CrmSetup? Setup { get; set; }

    /// <summary>By the machines' clock.</summary>
    public Instant PausedUntil { get; set; } = Instant.MinValue;

    public Dictionary<CrmEntryId, CrmRow> Entries { get; } = [];
}

internal sealed class CrmRow
{
    public required CrmEntry Entry { get; set; }

    /// <summary>Before, nobody takes it: it is under way, or was in vain. By the machines' clock.</summary>
    public Instant DueAt { get; set; } = Instant.MinValue;
}
