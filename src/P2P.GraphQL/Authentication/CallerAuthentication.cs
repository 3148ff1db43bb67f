using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Authentication;

/// <summary>Turns a bearer token into a <see cref="Caller"/>, by ASP.NET Core's own handler.</summary>
public sealed class CallerAuthentication(
    IServiceScopeFactory scopes, IOptions<P2PAuthenticationOptions> options, IOptionsMonitor<JwtBearerOptions> bearer)
{
    /// <summary>Names the campaign, for a token that names none: most providers know nothing of campaigns.</summary>
    public const string CampaignHeader = "X-P2P-Campaign";

    /// <returns><see langword="null"/> without a valid token.</returns>
    public Task<Caller?> AuthenticateAsync(HttpContext context) => ReadAsync(context, context.Request.Headers[CampaignHeader]);

    /// <param name="authorization">As in the header, such as <c>Bearer TOKEN</c>: a WebSocket brings it in a message.</param>
    /// <param name="campaign">As in <see cref="CampaignHeader"/>.</param>
    /// <returns><see langword="null"/> without a valid token.</returns>
    public async Task<Caller?> AuthenticateAsync(string authorization, string? campaign, CancellationToken cancellationToken)
    {
        // The handler reads a request's header, once a request: so it is given a request of its own.
        await using var scope = scopes.CreateAsyncScope();
        var context = new DefaultHttpContext
        {
            RequestServices = scope.ServiceProvider,
            RequestAborted = cancellationToken,
        };
        context.Request.Headers.Authorization = authorization;
        return await ReadAsync(context, campaign);
    }

    private async Task<Caller?> ReadAsync(HttpContext context, string? campaign)
    {
        var result = await ResultAsync(context);
        var expiresAt = result.Properties?.ExpiresUtc is { } expires ? Instant.FromDateTimeOffset(expires) : Instant.MaxValue;
        return result.Succeeded && ActorClaims.TryRead(result.Principal, options.Value, expiresAt, out var caller)
            ? For(caller, campaign)
            : null;
    }

    /// <remarks>The handler takes "nothing was read of the provider yet" for a wrong token, so it is asked for once more.</remarks>
    /// <exception cref="SignInUnavailableException">There are no keys to judge the token by.</exception>
    private async Task<AuthenticateResult> ResultAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (result.Failure is not null
            && bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager is { } keys)
        {
            try
            {
                await keys.GetConfigurationAsync(context.RequestAborted);
            }
            catch (InvalidOperationException failure)
            {
                throw new SignInUnavailableException(failure);
            }
        }

        return result;
    }

    /// <summary>A token that names a campaign opens no other.</summary>
    private static Caller? For(Caller caller, string? campaign)
    {
        if (string.IsNullOrEmpty(campaign))
        {
            return caller;
        }

        var id = Guid.TryParse(campaign, out var guid) ? new CampaignId(guid) : NodeId.Campaign(campaign);
        return id != default && (caller.Campaign is null || caller.Campaign == id) ? caller with { Campaign = id } : null;
    }
}
