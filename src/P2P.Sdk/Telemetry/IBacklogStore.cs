using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Telemetry;

/// <summary>What waits, for whoever watches the system.</summary>
public interface IBacklogStore
{
    /// <summary>What waits in a campaign now, by its rows.</summary>
    Task<Backlog> ReadAsync(CampaignId campaign, CancellationToken cancellationToken);
}
