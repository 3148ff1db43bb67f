using NodaTime;
using P2P.Sdk.Users;

namespace P2P.Sdk.Actions.Links;

/// <summary>A link by which people join an action's audience, and the campaign if they have to (PUB-1). Its secret token is
/// shown once.</summary>
public sealed record ActionLink
{
    public required ActionLinkId Id { get; init; }

    public required ActionId Action { get; init; }

    public required UserId CreatedBy { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>From when on it opens nothing; <see langword="null"/>: it does.</summary>
    public Instant? RevokedAt { get; init; }
}

/// <param name="Token">For the link that people follow: it is not kept, and cannot be shown again.</param>
public sealed record NewActionLink(ActionLink Link, string Token)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => $"ActionLink {Link.Id}";
}
