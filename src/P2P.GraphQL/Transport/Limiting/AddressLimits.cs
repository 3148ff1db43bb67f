using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace P2P.GraphQL.Transport.Limiting;

internal static class AddressLimits
{
    /// <summary>Balancers ask often, and a carrier tells of everybody's texts from few addresses.</summary>
    private static readonly PathString[] Uncounted = ["/health", "/webhooks"];

    /// <summary>Refuses an address that asks for too much, before its token is even looked at.</summary>
    /// <remarks>Behind a proxy the address is the proxy's, unless ASPNETCORE_FORWARDEDHEADERS_ENABLED is set.</remarks>
    public static void UseAddressLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<CallerLimits>();
        app.Use(async (context, next) =>
        {
            if (Uncounted.Any(path => context.Request.Path.StartsWithSegments(path))
                || limits.RefuseAddress(NetworkOf(context.Connection.RemoteIpAddress)) is not { } wait)
            {
                await next(context);
                return;
            }

            var seconds = CallerLimits.SecondsOf(wait);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            await context.Response.WriteAsJsonAsync(new
            {
                errors = new[]
                {
                    new
                    {
                        message = $"Too many requests come from your address. Try again in {seconds} s.",
                        extensions = new { code = ErrorCodes.RateLimited, retryAfter = seconds },
                    },
                },
            });
        });
    }

    /// <summary>Who has one IPv6 address has the 2^64 of its network.</summary>
    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null or { AddressFamily: AddressFamily.InterNetwork } or { IsIPv4MappedToIPv6: true })
        {
            return $"{address?.MapToIPv4()}";
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}
