using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Scripts.Images;

/// <summary>What is known of a campaign's script images; their bytes are blobs.</summary>
public interface IScriptImageStore
{
    /// <returns>False, and nothing done, if the campaign has as many as it may.</returns>
    Task<bool> AddAsync(CampaignId campaign, ScriptImage image, int most, AuditEntry audit, CancellationToken cancellationToken);

    /// <returns>Those that the campaign has, in no order.</returns>
    Task<IReadOnlyList<ScriptImage>> FindAsync(
        CampaignId campaign, IReadOnlyList<ScriptImageId> ids, CancellationToken cancellationToken);
}
