using NodaTime;
using P2P.Sdk;

namespace P2P.GraphQL.Authentication;

/// <summary>What a valid token says about who sent it, and until when.</summary>
public sealed record Caller(Actor Actor, Instant ExpiresAt);
