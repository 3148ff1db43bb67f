using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Users;

/// <summary>A campaign that somebody who signed in has joined, and as what.</summary>
/// <param name="Role">The one that they have now.</param>
public sealed record JoinedCampaign(CampaignId Campaign, string Name, UserId User, Role Role);
