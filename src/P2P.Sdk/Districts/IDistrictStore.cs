using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Districts;

/// <summary>The districts of a campaign. Every change is one transaction with its audit entry; what is refused changes nothing.</summary>
public interface IDistrictStore
{
    /// <summary>Districts in the order of their ids.</summary>
    Task<Page<District>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken);

    /// <returns>Those that the campaign has, in no order.</returns>
    Task<IReadOnlyList<District>> FindAsync(
        CampaignId campaign, IReadOnlyList<DistrictId> ids, CancellationToken cancellationToken);

    Task<DistrictResult> AddAsync(CampaignId campaign, District district, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Saves a district's name, its ZIPs, or both.</summary>
    /// <remarks>ZIPs are refused as in use if an action limited by it was ever published, judged together with publishing:
    /// limits are fixed from then on.</remarks>
    Task<DistrictResult> SaveAsync(
        CampaignId campaign, DistrictId id, string? name, IReadOnlyList<string>? zips, AuditEntry audit,
        CancellationToken cancellationToken);

    /// <summary>Deletes a district that limits no action.</summary>
    Task<DistrictResult> DeleteAsync(CampaignId campaign, DistrictId id, AuditEntry audit, CancellationToken cancellationToken);
}
