using System.Globalization;

namespace P2P.TwilioStandIn.Requests;

/// <summary>Forms of values.</summary>
internal static class Is
{
    public static bool Any(string value) => value is not null;

    /// <summary>E.164, and in North America an area code and an exchange that begin with 2 to 9.</summary>
    public static bool Phone(string value) =>
        value is ['+', >= '1' and <= '9', .. { Length: >= 6 and <= 14 } rest] && rest.All(char.IsAsciiDigit)
        && (value[1] != '1' || value is ['+', '1', >= '2', _, _, >= '2', _, _, _, _, _, _]);

    public static bool Sid(string value, string prefix) =>
        value.Length == 34 && value.StartsWith(prefix, StringComparison.Ordinal) && value.Skip(2).All(char.IsAsciiHexDigitLower);

    public static bool AreaCode(string value) => value is [>= '2' and <= '9', _, _] && value.All(char.IsAsciiDigit);

    public static bool Boolean(string value) => value is "true" or "false";

    public static bool Whole(string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, null, out var number) && number >= least && number <= most;

    public static bool Date(string value) => DateOf(value) is not null;

    public static DateTimeOffset? DateOf(string? value) => DateTimeOffset.TryParseExact(
        value, ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssZ"], null, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    public static bool Url(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.IsWellFormedOriginalString();

    public static bool CallbackUrl(string value) => value.Length <= 4000 && Url(value) && !new Uri(value).Host.Contains('_');
}
