using NodaTime;

namespace P2P.GraphQL.Authentication.Tickets;

/// <summary>What stands in an address instead of a token, where a browser sends no header: it opens one path, for a short time.</summary>
/// <param name="ExpiresAt">Until when it opens anything. What it opened goes on, until its caller's token ends.</param>
public sealed record Ticket(string Text, Instant ExpiresAt);
