using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Sdk;

/// <summary>Who acts: the first argument of every service method, which checks the permission itself.</summary>
public sealed record Actor(CampaignId Campaign, UserId User, Role Role)
{
    public bool IsAdmin => Role == Role.Admin;
}
