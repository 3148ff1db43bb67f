using P2P.Sdk;

namespace P2P.GraphQL.Authentication;

/// <summary>Says whether the user behind a token may still act, since a token outlives many changes.</summary>
/// <remarks>Asked at the start of every operation, in its scope, and while a subscription runs: now and then, and whenever
/// its user changes.</remarks>
public interface IActorVerifier
{
    /// <param name="caller">With a campaign.</param>
    /// <returns>The actor with the role that they have now; refused as <see cref="RefusalCode.Frozen"/> if they are
    /// frozen, and as anything else if the campaign has no such user (any more).</returns>
    Task<Outcome<Actor>> VerifyAsync(Caller caller, CancellationToken cancellationToken);
}
