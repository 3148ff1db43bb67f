using GraphQL;
using NodaTime;
using P2P.GraphQL.Transport;
using P2P.GraphQL.Transport.Execution;
using P2P.Sdk;

namespace P2P.GraphQL.Authentication;

/// <summary>Verifies a subscription's caller again and again, for it may run for days.</summary>
/// <param name="actor">As verified when the subscription began.</param>
internal sealed class SubscriptionGuard(
    CallerVerification verification, Caller caller, Actor actor, TimeSpan age, IServiceProvider services)
{
    private readonly Duration _age = Duration.FromTimeSpan(age);
    private Instant _verifiedAt = verification.Now;

    /// <returns>The result to end the subscription with; <see langword="null"/> if its next event may be read.</returns>
    public async ValueTask<ExecutionResult?> RefuseAsync(CancellationToken cancellationToken)
    {
        var now = verification.Now;
        return now < caller.ExpiresAt && now - _verifiedAt < _age ? null : await RefuseNowAsync(cancellationToken);
    }

    /// <summary>The same, asked at once: something about the user has changed.</summary>
    public async ValueTask<ExecutionResult?> RefuseNowAsync(CancellationToken cancellationToken)
    {
        _verifiedAt = verification.Now;
        var (current, refusal, _) = await verification.VerifyAsync(caller, services, cancellationToken);
        return refusal ?? (current == actor
            ? null
            : Failures.Of(ErrorCodes.Forbidden, "The user's role has changed: subscribe again."));
    }
}
