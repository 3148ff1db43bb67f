using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using P2P.Sdk;

namespace P2P.GraphQL.Authentication;

/// <summary>Signs tokens for the server itself. Registered in Development only, and only without an Authority.</summary>
public sealed class DevelopmentTokens
{
    internal const string Issuer = "p2p-development";

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
    public string Issue(Actor actor, Duration lifetime)
    {
        var now = _clock.GetCurrentInstant();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = _options.Audience ?? Issuer,
            IssuedAt = now.ToDateTimeUtc(),
            Expires = (now + lifetime).ToDateTimeUtc(),
            SigningCredentials = _credentials,
            Claims = new Dictionary<string, object>
            {
                [_options.CampaignClaim] = actor.Campaign.ToString(),
                [_options.UserClaim] = actor.User.ToString(),
                [_options.RoleClaim] = actor.IsAdmin ? "admin" : "volunteer",
            },
        });
    }
}
