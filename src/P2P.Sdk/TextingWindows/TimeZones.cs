using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace P2P.Sdk.TextingWindows;

/// <summary>The time zones of the IANA database that comes with NodaTime, never the operating system's.</summary>
public static class TimeZones
{
    private static readonly FrozenDictionary<string, string> CanonicalIds =
        TzdbDateTimeZoneSource.Default.CanonicalIdMap.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Four years show every yearly rule; earlier ones would tell zones apart that have long agreed.
    private static readonly ZoneEqualityComparer SameTime = ZoneEqualityComparer.ForInterval(
        new Interval(Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2030, 1, 1, 0, 0)));

    /// <summary>The zone of an IANA id such as <c>America/Chicago</c>, in any case, spaces around it ignored.</summary>
    /// <returns>An alias gives the zone it stands for; <see langword="null"/> if there is no such zone.</returns>
    public static DateTimeZone? Find(string? id) =>
        id is not null && CanonicalIds.TryGetValue(id.Trim(), out var canonical)
            ? DateTimeZoneProviders.Tzdb[canonical]
            : null;

    /// <summary>The zone of exactly this id, which an alias keeps; for ids that were written by us.</summary>
    internal static DateTimeZone? FindExact(string id) =>
        // NodaTime would also read offsets such as "UTC+02", which are no IANA ids.
        TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(id) ? DateTimeZoneProviders.Tzdb[id] : null;

    /// <summary>Whether the clocks of two zones agree from 2026 on, as those of Detroit and New York do.</summary>
    internal static bool KeepSameTime(DateTimeZone one, DateTimeZone other) => SameTime.Equals(one, other);
}
