using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Districts;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryDistrictStore(InMemoryState state) : IDistrictStore
{
    public Task<Page<District>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        state.DoAsync(
            () => Page.In(
                state.Find(campaign)?.Districts.Values.AsEnumerable() ?? [], page, district => new Cursor(0, district.Id.Value)),
            cancellationToken);

    public Task<IReadOnlyList<District>> FindAsync(
        CampaignId campaign, IReadOnlyList<DistrictId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<District>>(
            () => state.Find(campaign) is { } rows
                ? [.. ids.Distinct().Select(id => rows.Districts.GetValueOrDefault(id)).OfType<District>()]
                : [],
            cancellationToken);

    public Task<DistrictResult> AddAsync(
        CampaignId campaign, District district, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            if (IsNamed(rows, district.Name, district.Id))
            {
                return DistrictResult.NameTaken;
            }

            rows.Districts.Add(district.Id, district);
            rows.Audit.Add(audit);
            return DistrictResult.Done;
        },
        cancellationToken);

    public Task<DistrictResult> SaveAsync(
        CampaignId campaign, DistrictId id, string? name, IReadOnlyList<string>? zips, AuditEntry audit,
        CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.Districts.TryGetValue(id, out var before))
            {
                return DistrictResult.NotFound;
            }

            if (name is not null && IsNamed(rows, name, id))
            {
                return DistrictResult.NameTaken;
            }

            if (zips is not null && !zips.SequenceEqual(before.Zips) && Limited(rows, id).Any(ActionEdit.WasPublished))
            {
                return DistrictResult.InUse;
            }

            rows.Districts[id] = before with { Name = name ?? before.Name, Zips = zips ?? before.Zips };
            rows.Audit.Add(audit);
            return DistrictResult.Done;
        },
        cancellationToken);

    public Task<DistrictResult> DeleteAsync(
        CampaignId campaign, DistrictId id, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.Districts.ContainsKey(id))
            {
                return DistrictResult.NotFound;
            }

            if (Limited(rows, id).Any())
            {
                return DistrictResult.InUse;
            }

            rows.Districts.Remove(id);
            rows.Audit.Add(audit);
            return DistrictResult.Done;
        },
        cancellationToken);

    private static IEnumerable<TextingAction> Limited(CampaignRows rows, DistrictId id) =>
        rows.Actions.Values.Select(row => row.Action).Where(action => action.Districts.Contains(id));

    private static bool IsNamed(CampaignRows rows, string name, DistrictId but) => rows.Districts.Values.Any(
        district => district.Id != but && district.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
