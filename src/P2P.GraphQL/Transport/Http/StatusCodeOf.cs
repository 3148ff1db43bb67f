using GraphQL;
using P2P.GraphQL.Transport.Execution;

namespace P2P.GraphQL.Transport.Http;

/// <summary>The status code of a result.</summary>
/// <remarks>
/// Source: GraphQL over HTTP, draft of 2025, section 6.4. With <c>application/json</c>, whatever GraphQL says to a
/// well-formed request is 200. What is said before GraphQL (no valid token, a frozen user, too many requests) or by HTTP's own rules (a
/// mutation by GET, a server failure) has its code in both forms.
/// </remarks>
internal static class StatusCodeOf
{
    public static int Result(ExecutionResult result, ResponseForm form)
    {
        if (result.Executed)
        {
            return StatusCodes.Status200OK;
        }

        return Failures.CodeOf(result) switch
        {
            ErrorCodes.Unauthenticated => StatusCodes.Status401Unauthorized,
            ErrorCodes.Frozen => StatusCodes.Status403Forbidden,
            ErrorCodes.RateLimited or ErrorCodes.TooManyAtOnce => StatusCodes.Status429TooManyRequests,
            ErrorCodes.ServerBusy => StatusCodes.Status503ServiceUnavailable,
            ErrorCodes.OperationNotAllowed => StatusCodes.Status405MethodNotAllowed,
            ErrorCodes.Internal => StatusCodes.Status500InternalServerError,
            ErrorCodes.Timeout => StatusCodes.Status503ServiceUnavailable,
            _ when form == ResponseForm.Json => StatusCodes.Status200OK,
            ErrorCodes.Forbidden => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status400BadRequest,
        };
    }
}
