using P2P.Sdk;

namespace P2P.GraphQL.Authentication;

/// <summary>Says whether the user behind a token may still act, since a token outlives many changes.</summary>
/// <remarks>Asked at the start of every operation, in its scope, and now and then while a subscription runs.</remarks>
public interface IActorVerifier
{
    /// <returns>The actor with the role that they have now; refused as <see cref="RefusalCode.Frozen"/> if they are
    /// frozen, and as anything else if the campaign has no such user any more.</returns>
    Task<Outcome<Actor>> VerifyAsync(Actor claimed, CancellationToken cancellationToken);
}
