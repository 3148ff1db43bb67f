using GraphQL;
using NodaTime;
using P2P.GraphQL.Transport;
using P2P.GraphQL.Transport.Execution;
using P2P.Sdk;

namespace P2P.GraphQL.Authentication;

/// <summary>Asks, at every operation, whether its caller may act: the token still runs, the user is still there.</summary>
internal sealed class CallerVerification(IClock clock)
{
    public Instant Now => clock.GetCurrentInstant();

    public async Task<Verification> VerifyAsync(Caller caller, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (Now >= caller.ExpiresAt)
        {
            return new(null, Failures.Of(ErrorCodes.Unauthenticated, "The token has expired."));
        }

        if (caller.Campaign is null)
        {
            return new(
                null,
                Failures.Of(ErrorCodes.Unauthenticated, $"This token is for no campaign. Name one that you have joined, by the header {CallerAuthentication.CampaignHeader} or by campaign of connection_init; without one, joinedCampaigns and joinCampaign are all there is."),
                MayJoin: true);
        }

        var outcome = await services.GetRequiredService<IActorVerifier>().VerifyAsync(caller, cancellationToken);
        if (!outcome.IsRefused)
        {
            return new(outcome.Value, null);
        }

        var frozen = outcome.Refusals.FirstOrDefault(refusal => refusal.Code == RefusalCode.Frozen);
        return frozen is not null
            ? new(null, Failures.Of(ErrorCodes.Frozen, frozen.Message))
            : new(
                null,
                Failures.Of(ErrorCodes.Unauthenticated, "The token's user is not in its campaign any more."),
                MayJoin: true);
    }
}

/// <param name="Actor">As they are now; <see langword="null"/>: they may not act.</param>
/// <param name="Refusal">What to answer with instead.</param>
/// <param name="MayJoin">Whether the person has signed in, and may become a user.</param>
internal readonly record struct Verification(Actor? Actor, ExecutionResult? Refusal, bool MayJoin = false);
