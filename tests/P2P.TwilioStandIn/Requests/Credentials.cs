using System.Text;

namespace P2P.TwilioStandIn.Requests;

/// <summary>Basic authentication: the account with its auth token, or an API key with its secret.</summary>
internal sealed class Credentials(StandInOptions options)
{
    /// <summary>The token that signs webhooks, and that requests must bring; it can be rotated.</summary>
    public string AuthToken { get; set; } = options.AuthToken;

    /// <exception cref="TwilioRefusal">20003.</exception>
    public void Check(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.Ordinal))
        {
            throw TwilioRefusal.Unauthenticated();
        }

        var decoded = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..], decoded, out var length)
            || Encoding.UTF8.GetString(decoded, 0, length) is not { } given
            || (given != $"{options.AccountSid}:{AuthToken}" && given != $"{options.ApiKey}:{options.ApiSecret}"))
        {
            throw TwilioRefusal.Unauthenticated();
        }

        // The credentials are right, but for another account's resources.
        if (request.RouteValues.TryGetValue("account", out var account) && account as string != options.AccountSid)
        {
            throw TwilioRefusal.NotFound(request.Path);
        }
    }
}
