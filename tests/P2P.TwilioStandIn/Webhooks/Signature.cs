using System.Security.Cryptography;
using System.Text;

namespace P2P.TwilioStandIn.Webhooks;

/// <summary>The value of <c>X-Twilio-Signature</c>.</summary>
/// <remarks>Base64 of HMAC-SHA1, with the auth token as key, of the URL and each field's name and value, ordered by name.</remarks>
public static class Signature
{
    public static string Of(string token, string url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var text = new StringBuilder(url);
        foreach (var (name, value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(value);
        }

#pragma warning disable CA5350 // The service's choice.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
    }
}
