using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryAuditStore(InMemoryState state) : IAuditStore
{
    public Task<Page<AuditItem>> PageAsync(
        CampaignId campaign, AuditFilter filter, PageRequest page, CancellationToken cancellationToken) => state.DoAsync(
        () => Page.In(
            (state.Find(campaign)?.Audit ?? []).Select((entry, i) => new AuditItem(i + 1, entry)).Where(item => filter.Matches(item.Entry)),
            page,
            item => new Cursor(-item.Number, Guid.Empty)),
        cancellationToken);
}
