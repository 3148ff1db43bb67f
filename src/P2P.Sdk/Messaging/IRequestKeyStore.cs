using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Messaging;

/// <summary>Which requests were done already. A key is kept by the transaction that does what is asked, and only where it is done.</summary>
public interface IRequestKeyStore
{
    /// <summary>What was done under this user, operation and key, whatever its input was.</summary>
    /// <returns>The hash of that input, and the id of what came of it; <see langword="null"/>: nothing was done.</returns>
    Task<(string InputHash, Guid Result)?> FindAsync(CampaignId campaign, RequestKey key, CancellationToken cancellationToken);
}
