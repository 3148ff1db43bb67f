using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Vectors;

/// <summary>Judges whether a text may leave at an instant, and when it next may.</summary>
/// <remarks>The cases are about a campaign's hours alone, day and night, so the law is left out.</remarks>
internal static class WindowJudge
{
    public static string? Judge(JsonElement vector)
    {
        var window = vector.GetProperty("window");
        var hours = new TextingHours(Time(window.GetProperty("start")), Time(window.GetProperty("end")));
        var policy = new TextingPolicy(hours, Zone(vector.GetProperty("campaign_zone"))) { HoursAlone = true };
        var key = WindowKey.Of(vector.GetProperty("contact_zones").EnumerateArray().Select(Zone), []);
        var now = Instant(vector.GetProperty("instant"));

        var (allowed, expected) = (TextingWindow.IsOpen(key, policy, now), vector.GetProperty("allowed").GetBoolean());
        if (allowed != expected)
        {
            return $"expected {(expected ? "allowed" : "closed")}, is {(allowed ? "allowed" : "closed")}";
        }

        Instant? nextExpected = vector.GetProperty("next_allowed") is { ValueKind: JsonValueKind.String } text ? Instant(text) : null;
        var state = TextingWindow.Judge(key, policy, now);
        var next = state.IsOpen ? now : state.OpensAt;
        return next == nextExpected ? null : $"expected to open {Text(nextExpected)}, opens {Text(next)}";
    }

    private static string Text(Instant? at) => at?.ToString() ?? "never";

    private static DateTimeZone Zone(JsonElement id) =>
        TimeZones.Find(id.GetString()) ?? throw new InvalidOperationException($"there is no time zone {id}");

    private static Instant Instant(JsonElement text) => Read(InstantPattern.ExtendedIso.Parse(text.GetString()!));

    private static LocalTime Time(JsonElement text) => Read(LocalTimePattern.GeneralIso.Parse(
        text.GetString() is { Length: 5 } minutes ? $"{minutes}:00" : text.GetString()!));

    private static T Read<T>(ParseResult<T> result) =>
        result.Success ? result.Value : throw new InvalidOperationException(result.Exception.Message);
}
