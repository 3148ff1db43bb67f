using System.Net;
using System.Text;
using System.Text.Json;

namespace P2P.Sdk.Twilio.Webhooks;

/// <summary>The fields of a webhook, in the order in which they came.</summary>
internal static class Fields
{
    /// <param name="form">As <c>application/x-www-form-urlencoded</c> in UTF-8, which a query is too.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string form) =>
    [
        .. form.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => new KeyValuePair<string, string>(
                WebUtility.UrlDecode(pair[0]), pair.Length == 2 ? WebUtility.UrlDecode(pair[1]) : "")),
    ];

    /// <summary>A body whose signature was good.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string? contentType, ReadOnlySpan<byte> body)
    {
        if (IsForm(contentType))
        {
            return Read(Encoding.UTF8.GetString(body));
        }

        try
        {
            using var json = JsonDocument.Parse(body.ToArray());
            return json.RootElement.ValueKind != JsonValueKind.Object ? [] :
                [.. json.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value.ToString()))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <returns><see langword="null"/> if there is none.</returns>
    public static string? Find(this IReadOnlyList<KeyValuePair<string, string>> fields, string name) =>
        fields.Where(field => field.Key == name).Select(field => field.Value).FirstOrDefault();

    public static bool IsForm(string? contentType) =>
        contentType?.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
}
