using System.Text.Json.Nodes;

namespace P2P.TwilioStandIn.Requests;

/// <summary>A request that the service refuses, with its code.</summary>
internal sealed class TwilioRefusal(int status, int code, string message) : Exception(message)
{
    public int Code => code;

    public TimeSpan? RetryAfter { get; init; }

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Basic realm=\"Twilio API\"";
        }

        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = $"{(int)wait.TotalSeconds}";
        }

        await response.WriteAsJsonAsync(new JsonObject
        {
            ["code"] = code,
            ["message"] = Message,
            ["more_info"] = $"https://www.twilio.com/docs/errors/{code}",
            ["status"] = status,
        });
    }

    public static TwilioRefusal NotFound(PathString path) => new(
        404, 20404, $"The requested resource {path} was not found");

    public static TwilioRefusal Unauthenticated() => new(401, 20003, "Authenticate");
}
