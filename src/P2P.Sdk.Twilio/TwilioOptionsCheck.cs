using Microsoft.Extensions.Options;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Twilio;

/// <summary>Names every setting that is wrong.</summary>
internal sealed class TwilioOptionsCheck : IValidateOptions<TwilioOptions>
{
    public ValidateOptionsResult Validate(string? name, TwilioOptions options) =>
        Faults(options).ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

    private static IEnumerable<string> Faults(TwilioOptions options)
    {
        if (!IsSid(options.AccountSid, "AC"))
        {
            yield return "Twilio:AccountSid is AC and 32 hexadecimal digits.";
        }

        if (!IsSecret(options.AuthToken))
        {
            yield return "Twilio:AuthToken is missing. Twilio signs its webhooks with it, also where an API key makes the calls.";
        }

        if (!options.OtherAuthTokens.All(IsSecret))
        {
            yield return "Twilio:OtherAuthTokens are auth tokens, none of them empty.";
        }

        if (options.ApiKeySid is { Length: > 0 } key && !IsSid(key, "SK"))
        {
            yield return "Twilio:ApiKeySid is SK and 32 hexadecimal digits.";
        }

        if (string.IsNullOrEmpty(options.ApiKeySid) != string.IsNullOrEmpty(options.ApiKeySecret))
        {
            yield return "Twilio:ApiKeySid and Twilio:ApiKeySecret are given together, or neither.";
        }

        if (options.MessagingServiceSid is { Length: > 0 } service && !IsSid(service, "MG"))
        {
            yield return "Twilio:MessagingServiceSid is MG and 32 hexadecimal digits.";
        }

        foreach (var number in options.Numbers.Where(number => !PhoneNumber.TryParse(number, out _)))
        {
            yield return $"Twilio:Numbers are like +13125550142; {number} is not.";
        }

        if (options.BuysUpTo is < 0 or > 10_000)
        {
            yield return "Twilio:BuysUpTo is from 0 to 10,000.";
        }

        if (options.WebhookBaseAddress is not { } webhooks || !IsAddress(webhooks))
        {
            yield return "Twilio:WebhookBaseAddress is where Twilio reaches this app, such as https://text.example.org: "
                + "https (http on this machine only), without user, query or fragment.";
        }

        if (!IsAddress(options.ApiBaseAddress))
        {
            yield return "Twilio:ApiBaseAddress is such as https://api.twilio.com: https (http on this machine only), "
                + "without user, query or fragment.";
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(1))
        {
            yield return "Twilio:Timeout is from 00:00:01 to 00:01:00.";
        }

        if (options.LineTypesKeptFor < TimeSpan.FromMinutes(1) || options.LineTypesKeptFor > TimeSpan.FromDays(365))
        {
            yield return "Twilio:LineTypesKeptFor is from 00:01:00 to 365.00:00:00.";
        }
    }

    private static bool IsSid(string text, string prefix) =>
        text.Length == 34 && text.StartsWith(prefix, StringComparison.Ordinal) && text.Skip(2).All(char.IsAsciiHexDigit);

    private static bool IsSecret(string text) => text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    // Credentials and texts go there and come from there: never in the clear over a network.
    private static bool IsAddress(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address is { UserInfo: "", Query: "", Fragment: "" };
}
