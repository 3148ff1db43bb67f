using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using NodaTime;

namespace P2P.GraphQL.Authentication;

/// <summary>Turns a bearer token into a <see cref="Caller"/>, by ASP.NET Core's own handler.</summary>
public sealed class CallerAuthentication(IServiceScopeFactory scopes, IOptions<P2PAuthenticationOptions> options)
{
    /// <returns><see langword="null"/> without a valid token.</returns>
    public Task<Caller?> AuthenticateAsync(HttpContext context) => ReadAsync(context);

    /// <param name="authorization">As in the header, such as <c>Bearer TOKEN</c>: a WebSocket brings it in a message.</param>
    /// <returns><see langword="null"/> without a valid token.</returns>
    public async Task<Caller?> AuthenticateAsync(string authorization, CancellationToken cancellationToken)
    {
        // The handler reads a request's header, once a request: so it is given a request of its own.
        await using var scope = scopes.CreateAsyncScope();
        var context = new DefaultHttpContext
        {
            RequestServices = scope.ServiceProvider,
            RequestAborted = cancellationToken,
        };
        context.Request.Headers.Authorization = authorization;
        return await ReadAsync(context);
    }

    private async Task<Caller?> ReadAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        var expiresAt = result.Properties?.ExpiresUtc is { } expires ? Instant.FromDateTimeOffset(expires) : Instant.MaxValue;
        return result.Succeeded && ActorClaims.TryRead(result.Principal, options.Value, expiresAt, out var caller) ? caller : null;
    }
}
