using System.ComponentModel.DataAnnotations;

namespace P2P.GraphQL.Authentication;

/// <summary>Whose tokens the server takes, and what they say. Configuration section <c>Authentication</c>.</summary>
public sealed class P2PAuthenticationOptions
{
    public const string Section = "Authentication";

    /// <summary>The address of the OpenID provider, such as <c>https://login.example.org</c>. Required, except in
    /// Development, where the server signs tokens itself as long as this is empty.</summary>
    public string? Authority { get; set; }

    /// <summary>The <c>aud</c> that a token must have. Required with <see cref="Authority"/>.</summary>
    public string? Audience { get; set; }

    /// <summary>The claim that holds the campaign's id, a UUID; a token without it is of somebody who joins one. Default
    /// <c>campaign</c>.</summary>
    public string CampaignClaim { get; set; } = "campaign";

    /// <summary>The claim that says who signed in: what they joined by, or, for a user whom an admin made and nobody has
    /// signed in as, the user's id. 1 to 255 characters. Default <c>sub</c>.</summary>
    public string UserClaim { get; set; } = "sub";

    /// <summary>The claim that holds <c>admin</c> or <c>volunteer</c>, in any case, or is not there: what counts is the role
    /// that the campaign knows. Default <c>role</c>.</summary>
    public string RoleClaim { get; set; } = "role";

    /// <summary>How long a ticket opens its path: an event stream, or a download. Default 1 minute; from 5 seconds to 10
    /// minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan TicketLifetime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The file with the key of Development's own tokens, made at the first start, so that tokens outlive a
    /// restart. Relative to the content root. Default <c>p2p-development.key</c>.</summary>
    public string DevelopmentKeyFile { get; set; } = "p2p-development.key";
}
