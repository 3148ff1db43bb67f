using P2P.Sdk;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Authentication;

/// <summary>Asks the campaign whether a token's user is still in it, and as what.</summary>
internal sealed class CampaignMembership(JoinService joins) : IActorVerifier
{
    public async Task<Outcome<Actor>> VerifyAsync(Caller caller, CancellationToken cancellationToken)
    {
        var member = await joins.FindAsync(caller.Campaign!.Value, caller.Subject, cancellationToken);
        return member.IsRefused ? Outcome.Refused<Actor>(member.Refusals) : member.Value.Actor;
    }
}
