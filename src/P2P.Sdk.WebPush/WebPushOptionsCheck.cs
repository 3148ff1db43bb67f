using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace P2P.Sdk.WebPush;

/// <summary>Names every setting that is wrong.</summary>
internal sealed class WebPushOptionsCheck : IValidateOptions<WebPushOptions>
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(50);

    public ValidateOptionsResult Validate(string? name, WebPushOptions options) =>
        Faults(options).ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Faults(WebPushOptions options)
    {
        if (!IsKey(options.PrivateKey))
        {
            yield return "WebPush:PrivateKey is 32 bytes in base64url, as push-key prints one.";
        }

        if (!Uri.TryCreate(options.Subject, UriKind.Absolute, out var subject)
            || (subject.Scheme != Uri.UriSchemeMailto && subject.Scheme != Uri.UriSchemeHttps))
        {
            yield return "WebPush:Subject is whom a push service may write to, such as mailto:tech@example.org.";
        }

        if (options.Timeout < s_shortest || options.Timeout > s_longest)
        {
            yield return "WebPush:Timeout is from 1 to 50 seconds.";
        }
    }

    private static bool IsKey(string text)
    {
        try
        {
            using var key = WebPushKey.Read(text);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
