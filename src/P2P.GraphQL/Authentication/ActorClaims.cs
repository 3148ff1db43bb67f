using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using NodaTime;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Authentication;

internal static class ActorClaims
{
    private const int LongestSubject = 255; // OpenID Connect Core, 2.

    /// <summary>Reads who a token speaks for; one without a subject, or with another value in a claim than there can be,
    /// speaks for nobody.</summary>
    public static bool TryRead(
        ClaimsPrincipal principal, P2PAuthenticationOptions options, Instant expiresAt, [NotNullWhen(true)] out Caller? caller)
    {
        caller = null;
        var (campaign, role) = (principal.FindFirstValue(options.CampaignClaim), principal.FindFirstValue(options.RoleClaim));
        if (principal.FindFirstValue(options.UserClaim) is not { Length: > 0 and <= LongestSubject } subject
            || subject.Any(char.IsControl)
            || !TryReadCampaign(campaign, out var id)
            || (role is not null && ReadRole(role) is null))
        {
            return false;
        }

        var actor = id is { } of && ReadRole(role) is { } known && Guid.TryParse(subject, out var user)
            ? new Actor(of, new UserId(user), known)
            : null;
        caller = new(subject, id, actor, expiresAt);
        return true;
    }

    private static bool TryReadCampaign(string? text, out CampaignId? campaign)
    {
        campaign = Guid.TryParse(text, out var id) ? new CampaignId(id) : null;
        return text is null || campaign is not null;
    }

    private static Role? ReadRole(string? text) => text?.ToLowerInvariant() switch
    {
        "admin" => Role.Admin,
        "volunteer" => Role.Volunteer,
        _ => null,
    };
}
