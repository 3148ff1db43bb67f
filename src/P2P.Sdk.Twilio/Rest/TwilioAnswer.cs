using System.Net;
using System.Text.Json;
using NodaTime;

namespace P2P.Sdk.Twilio.Rest;

/// <summary>What Twilio answered to a create.</summary>
/// <param name="Status"><see langword="null"/>: the request certainly never left.</param>
/// <param name="Body">Undefined where there was none that is JSON.</param>
internal sealed record TwilioAnswer(HttpStatusCode? Status, JsonElement Body, Duration? RetryAfter)
{
    public static readonly TwilioAnswer NotSent = new(null, default, null);

    public bool IsSuccess => (int?)Status is >= 200 and < 300;

    /// <summary>Nothing was made. Not so after 408 and 499, which speak of the connection: what went over it is not known.</summary>
    public bool IsRefusal => (int?)Status is >= 400 and < 500 and not 408 and not 499;

    /// <summary>Twilio's error code; empty where the answer has none, and so is somebody else's, such as a proxy's.</summary>
    public string Code => Text("code");

    /// <returns>Empty if there is no such member.</returns>
    public string Text(string member) => Body.Text(member);
}
