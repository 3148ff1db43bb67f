namespace P2P.Sdk.Campaigns;

/// <summary>A campaign: the organization that texts, the tenant of everything else.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct CampaignId(Guid Value)
{
    public static CampaignId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
