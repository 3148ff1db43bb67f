using P2P.Sdk;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Authentication;

/// <summary>Asks the campaign whether a token's user is still in it, and as what.</summary>
internal sealed class CampaignMembership(CampaignService campaigns) : IActorVerifier
{
    public async Task<Outcome<Actor>> VerifyAsync(Actor claimed, CancellationToken cancellationToken)
    {
        var user = await campaigns.FindViewerAsync(claimed, cancellationToken);
        return user.IsRefused ? Outcome.Refused<Actor>(user.Refusals)
            : user.Value.IsFrozen ? new Refusal(RefusalCode.Frozen, "An admin has stopped this account.")
            : claimed with { Role = user.Value.Role };
    }
}
