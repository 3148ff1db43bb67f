using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace P2P.Sdk.Twilio.Rest;

/// <summary>Reads Twilio's JSON, whatever is in it.</summary>
internal static class TwilioJson
{
    /// <returns>A string or number as text; empty if there is none.</returns>
    public static string Text(this JsonElement element, string member) =>
        Find(element, member) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value ? value.ToString() : "";

    /// <returns>Undefined if there is none.</returns>
    public static JsonElement Find(this JsonElement element, string member) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var value) ? value : default;

    /// <summary>A time such as <c>Fri, 24 May 2019 17:44:46 +0000</c>.</summary>
    /// <exception cref="TwilioException">There is none.</exception>
    public static Instant Time(this JsonElement element, string member) =>
        DateTimeOffset.TryParse(Text(element, member), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Instant.FromDateTimeOffset(time)
            : throw new TwilioException($"Twilio's answer has no {member}.");

    /// <returns>Undefined if it is no JSON.</returns>
    public static async Task<JsonElement> ReadJsonAsync(this HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(
                await content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
