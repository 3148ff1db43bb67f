using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryRequestKeyStore(InMemoryState state) : IRequestKeyStore
{
    public Task<(string InputHash, Guid Result)?> FindAsync(CampaignId campaign, RequestKey key, CancellationToken cancellationToken) =>
        state.DoAsync(
            () => state.Find(campaign) is { } rows && rows.Requests.TryGetValue((key.User, key.Operation, key.Key), out var done)
                ? done
                : ((string, Guid)?)null,
            cancellationToken);
}
