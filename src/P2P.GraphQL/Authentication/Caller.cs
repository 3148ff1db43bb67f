using NodaTime;
using P2P.Sdk;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Authentication;

/// <summary>What a valid token says about who sent it, and until when.</summary>
/// <param name="Subject">Who signed in, by the word of whoever signed the token.</param>
/// <param name="Campaign">The campaign that the token is for; <see langword="null"/>: none, as of somebody who joins one.</param>
/// <param name="Actor">The user that it names, if it names one with a role, as Development's own tokens do.</param>
public sealed record Caller(string Subject, CampaignId? Campaign, Actor? Actor, Instant ExpiresAt);
