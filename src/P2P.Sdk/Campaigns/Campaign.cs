using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;
using P2P.Sdk.Links;

namespace P2P.Sdk.Campaigns;

/// <summary>The organization that texts: the tenant. Owns every user, contact, action and message.</summary>
public sealed record Campaign
{
    public required CampaignId Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>What users type to join, such as <c>RENT24</c>. Unique among all campaigns.</summary>
    public required string JoinCode { get; init; }

    /// <summary>The number that the organization announces; <see langword="null"/> if it has none.</summary>
    public PhoneNumber? BroadcastNumber { get; init; }

    /// <summary>Makes the links of its texts; given to it when it is made, and never changed.</summary>
    public LinkSecret Links { get; init; } = LinkSecret.New();

    /// <summary>What its CRM is told of; saved with the mappings (<see cref="ICrmOutbox.SaveSetupAsync"/>), by nothing else.</summary>
    public CrmInterest Crm { get; init; }

    public TextingSettings Settings { get; init; } = new();
}
