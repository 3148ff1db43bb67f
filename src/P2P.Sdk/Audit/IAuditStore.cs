using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Audit;

/// <summary>Reads the audit trail. Entries are added by the transactions that they tell of, and the database refuses to change
/// or delete one.</summary>
public interface IAuditStore
{
    /// <summary>Latest first, in the order of the commits; the cursor's order is the number with its sign turned.</summary>
    Task<Page<AuditItem>> PageAsync(
        CampaignId campaign, AuditFilter filter, PageRequest page, CancellationToken cancellationToken);
}
