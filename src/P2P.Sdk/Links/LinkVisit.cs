namespace P2P.Sdk.Links;

/// <summary>Where a link leads to.</summary>
/// <param name="Destination">The whole address: of the campaign's link, its join page or its form, and nothing of the request.</param>
/// <param name="IsPerson">Whether it was counted as a person's click.</param>
public sealed record LinkVisit(string Destination, bool IsPerson);
