using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using P2P.Sdk;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Authentication;

/// <summary>Signs tokens for the server itself. Registered in Development only, and only without an Authority.</summary>
public sealed class DevelopmentTokens
{
    internal const string Issuer = "p2p-development";

    /// <summary>Long enough to try things for some weeks.</summary>
    internal static readonly Duration Lifetime = Duration.FromDays(30);

    private readonly P2PAuthenticationOptions _options;
    private readonly IClock _clock;
    private readonly SigningCredentials _credentials;

    public DevelopmentTokens(IOptions<P2PAuthenticationOptions> options, IHostEnvironment environment, IClock clock)
    {
        (_options, _clock) = (options.Value, clock);
        Key = DevelopmentKey.ReadOrCreate(Path.Combine(environment.ContentRootPath, _options.DevelopmentKeyFile));
        _credentials = new SigningCredentials(Key, SecurityAlgorithms.HmacSha256);
    }

    internal SecurityKey Key { get; }

    /// <returns>A signed token, to send as <c>Authorization: Bearer TOKEN</c>.</returns>
    public string Issue(Actor actor, Duration lifetime) => Issue(
        actor.User.ToString(),
        lifetime,
        new()
        {
            [_options.CampaignClaim] = actor.Campaign.ToString(),
            [_options.RoleClaim] = actor.IsAdmin ? "admin" : "volunteer",
        });

    /// <summary>A token of somebody who signed in.</summary>
    /// <param name="campaign">One that they joined; <see langword="null"/>: to join one.</param>
    public string Issue(string subject, CampaignId? campaign, Duration lifetime) =>
        Issue(subject, lifetime, campaign is { } id ? new() { [_options.CampaignClaim] = id.ToString() } : []);

    private string Issue(string subject, Duration lifetime, Dictionary<string, object> claims)
    {
        claims[_options.UserClaim] = subject;
        var now = _clock.GetCurrentInstant();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = _options.Audience ?? Issuer,
            IssuedAt = now.ToDateTimeUtc(),
            Expires = (now + lifetime).ToDateTimeUtc(),
            SigningCredentials = _credentials,
            Claims = claims,
        });
    }
}
