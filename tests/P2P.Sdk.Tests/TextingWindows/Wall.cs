using NodaTime;
using NodaTime.Text;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Tests.TextingWindows;

/// <summary>Short forms for the tests of this folder.</summary>
internal static class Wall
{
    /// <summary>The instant at which a clock of the zone shows a time, such as <c>2026-03-07T21:00:00</c>.</summary>
    public static Instant At(string time, string zone = "America/New_York") =>
        LocalDateTimePattern.ExtendedIso.Parse(time).Value.InZoneStrictly(Zone(zone)).ToInstant();

    public static Instant Utc(string instant) => InstantPattern.ExtendedIso.Parse(instant).Value;

    public static DateTimeZone Zone(string id) => TimeZones.Find(id)!;

    /// <param name="hours">Such as <c>09:00-21:00</c>.</param>
    public static TextingPolicy Policy(string hours = "09:00-21:00", string zone = "America/New_York")
    {
        var pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
        var (opens, closes) = (pattern.Parse(hours[..5]).Value, pattern.Parse(hours[6..]).Value);
        return new TextingPolicy(new TextingHours(opens, closes), Zone(zone));
    }
}
