using System.Globalization;
using P2P.GraphQL.Authentication.Tickets;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Transport;
using P2P.GraphQL.Transport.Execution;
using P2P.GraphQL.Transport.Limiting;
using P2P.Sdk;

namespace P2P.GraphQL.Authentication;

/// <summary>Lets the callers of plain HTTP endpoints in, by the same tokens as GraphQL's.</summary>
internal sealed class RequestGate(CallerAuthentication authentication, CallerVerification verification, TicketOffice tickets, CallerLimits limits)
{
    /// <returns>The actor as they are now, or the status and error to answer with instead.</returns>
    public async Task<(Actor? Actor, int Status, AnsweredError? Error)> AdmitAsync(HttpContext context)
    {
        Caller? caller;
        try
        {
            caller = await authentication.AuthenticateAsync(context) ?? await tickets.ReadAsync(context.Request, context.RequestAborted);
        }
        catch (SignInUnavailableException failure)
        {
            context.Response.Headers.RetryAfter = SignInUnavailableException.RetryAfter;
            return (null, StatusCodes.Status503ServiceUnavailable, new(ErrorCodes.SignInUnavailable, failure.Message, []));
        }

        if (caller is null)
        {
            return (null, StatusCodes.Status401Unauthorized,
                new(ErrorCodes.Unauthenticated, "Send a valid token: Authorization: Bearer TOKEN.", []));
        }

        if (limits.RefuseRequest(caller) is { } wait)
        {
            var seconds = CallerLimits.SecondsOf(wait).ToString(CultureInfo.InvariantCulture);
            context.Response.Headers.RetryAfter = seconds;
            return (null, StatusCodes.Status429TooManyRequests, new(
                ErrorCodes.RateLimited, $"You have asked for too much in too short a time. Try again in {seconds} s.", []));
        }

        var (actor, refused, _) = await verification.VerifyAsync(caller, context.RequestServices, context.RequestAborted);
        if (actor is not null)
        {
            return (actor, StatusCodes.Status200OK, null);
        }

        var code = Failures.CodeOf(refused!)!;
        var status = code == ErrorCodes.Frozen ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        return (null, status, new(code, refused!.Errors![0].Message, []));
    }
}
