using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Scripts.Images;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryScriptImageStore(InMemoryState state) : IScriptImageStore
{
    public Task<bool> AddAsync(
        CampaignId campaign, ScriptImage image, int most, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            if (rows.ScriptImages.Count >= most)
            {
                return false;
            }

            rows.ScriptImages.Add(image.Id, image);
            rows.Audit.Add(audit);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<ScriptImage>> FindAsync(
        CampaignId campaign, IReadOnlyList<ScriptImageId> ids, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyList<ScriptImage>>(
            () => state.Find(campaign) is { } rows
                ? [.. ids.Distinct().Select(id => rows.ScriptImages.GetValueOrDefault(id)).OfType<ScriptImage>()]
                : [],
            cancellationToken);
}
