using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Authentication;

internal static class ActorClaims
{
    /// <summary>Reads who a token speaks for; one that lacks a claim, or has another value in it, speaks for nobody.</summary>
    public static bool TryRead(
        ClaimsPrincipal principal, P2PAuthenticationOptions options, [NotNullWhen(true)] out Actor? actor)
    {
        actor = Guid.TryParse(principal.FindFirstValue(options.CampaignClaim), out var campaign)
            && Guid.TryParse(principal.FindFirstValue(options.UserClaim), out var user)
            && ReadRole(principal.FindFirstValue(options.RoleClaim)) is { } role
                ? new Actor(new CampaignId(campaign), new UserId(user), role)
                : null;
        return actor is not null;
    }

    private static Role? ReadRole(string? text) => text?.ToLowerInvariant() switch
    {
        "admin" => Role.Admin,
        "volunteer" => Role.Volunteer,
        _ => null,
    };
}
