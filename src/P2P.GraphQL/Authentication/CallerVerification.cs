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

    /// <returns>The actor as they are now, or the result to answer with instead.</returns>
    public async Task<(Actor? Actor, ExecutionResult? Refusal)> VerifyAsync(
        Caller caller, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (Now >= caller.ExpiresAt)
        {
            return (null, Failures.Of(ErrorCodes.Unauthenticated, "The token has expired."));
        }

        var outcome = await services.GetRequiredService<IActorVerifier>().VerifyAsync(caller.Actor, cancellationToken);
        if (!outcome.IsRefused)
        {
            return (outcome.Value, null);
        }

        var frozen = outcome.Refusals.FirstOrDefault(refusal => refusal.Code == RefusalCode.Frozen);
        return (null, frozen is not null
            ? Failures.Of(ErrorCodes.Frozen, frozen.Message)
            : Failures.Of(ErrorCodes.Unauthenticated, "The token's user is not in its campaign any more."));
    }
}
