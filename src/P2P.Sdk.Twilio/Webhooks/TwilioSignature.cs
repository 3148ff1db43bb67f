using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace P2P.Sdk.Twilio.Webhooks;

/// <summary>The signature that Twilio puts on its webhooks, in the header <c>X-Twilio-Signature</c>.</summary>
/// <remarks>Source: Twilio's "Webhooks security": base64 of HMAC-SHA1, keyed with the auth token, over the URL and, of a form,
/// each field's name and value in the ordinal order of the names. Of any other body the URL's <c>bodySHA256</c> is the
/// hexadecimal SHA-256.</remarks>
public static class TwilioSignature
{
    public const string Header = "X-Twilio-Signature";

    /// <param name="url">As Twilio called it: scheme, host, path and query unchanged. Good with and without its port.</param>
    /// <param name="body">As it came; of a form and of anything else.</param>
    /// <param name="signature">The header's value; <see langword="null"/> is never good.</param>
    /// <returns>Whether the account with this token sent it. The time that it takes does not depend on the signature.</returns>
    public static bool IsValid(string authToken, string url, string? contentType, ReadOnlySpan<byte> body, string? signature)
    {
        ArgumentException.ThrowIfNullOrEmpty(authToken);
        ArgumentNullException.ThrowIfNull(url);
        IReadOnlyList<KeyValuePair<string, string>> fields = [];
        if (Fields.IsForm(contentType))
        {
            fields = Fields.Read(contentType, body);
        }
        else if (body.Length > 0 && !IsOf(url, body))
        {
            return false;
        }

        var given = Encoding.UTF8.GetBytes(signature ?? "");
        var isValid = false;
        foreach (var form in Forms(url))
        {
            isValid |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(authToken, form, fields)), given);
        }

        return isValid;
    }

    /// <summary>The header's value for a webhook.</summary>
    /// <param name="fields">Of a form; empty for any other body.</param>
    [SuppressMessage("Security", "CA5350", Justification = "It is what Twilio signs with, and as an HMAC it still holds.")]
    public static string Sign(string authToken, string url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var signed = new StringBuilder(url);
        foreach (var (name, value) in fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            signed.Append(name).Append(value);
        }

        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed.ToString())));
    }

    private static bool IsOf(string url, ReadOnlySpan<byte> body)
    {
        var query = url.IndexOf('?') is var start and >= 0 ? url[(start + 1)..] : "";
        return Fields.Read(query).Find("bodySHA256") is { } hash && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body))), Encoding.UTF8.GetBytes(hash.ToLowerInvariant()));
    }

    /// <summary>The URL as it is, without its port, and with the port that its scheme has where it names none: proxies add and
    /// drop them.</summary>
    private static IEnumerable<string> Forms(string url)
    {
        yield return url;
        var host = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = url.IndexOfAny(['/', '?', '#'], host) is var path and >= 0 ? path : url.Length;
        var port = url.LastIndexOf(':', end - 1, end - host);
        if (port >= 0 && url.AsSpan(port + 1, end - port - 1).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            yield return url[..port] + url[end..];
        }
        else
        {
            var standard = url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80";
            yield return url[..end] + standard + url[end..];
        }
    }
}
