using NodaTime;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Tests.TextingWindows;

/// <summary>The rules against a slow second reading of them, which looks at each minute by itself.</summary>
public class TextingWindowScanTests
{
    private static readonly string[] Zones =
    [
        "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
        "America/Adak", "Pacific/Honolulu", "America/St_Johns", "Asia/Kolkata", "Europe/London",
        "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Kathmandu", "America/Sao_Paulo",
    ];

    private static readonly Instant[] Around =
    [
        Instant.FromUtc(2026, 3, 6, 0, 0), Instant.FromUtc(2026, 3, 27, 0, 0), Instant.FromUtc(2026, 10, 23, 0, 0),
        Instant.FromUtc(2026, 10, 30, 0, 0), Instant.FromUtc(2026, 12, 23, 0, 0), Instant.FromUtc(2027, 7, 2, 0, 0),
    ];

    [Fact]
    public void Judge_agrees_with_a_scan_of_every_minute_for_random_places_hours_and_times()
    {
        var random = new Random(20260415);
        for (var i = 0; i < 250; i++)
        {
            var key = WindowKey.Of(
                random.GetItems(Zones, random.Next(4)).Select(Wall.Zone),
                random.GetItems(StateRules.All.Select(rule => rule.State).ToArray(), random.Next(3)));
            var policy = new TextingPolicy(
                new TextingHours(RandomTime(random), RandomTime(random)), Wall.Zone(Zones[random.Next(Zones.Length)]))
            {
                HoursAlone = random.Next(3) == 0,
            };
            var now = Around[random.Next(Around.Length)] + Duration.FromMinutes(random.Next(5 * 24 * 60));

            Assert.True(Scan(key, policy, now) == TextingWindow.Judge(key, policy, now), $"{i}: {key} {policy} {now}");
            var atLeast = Duration.FromMinutes(random.Next(1, 200));
            var lasts = Enumerable.Range(0, (int)atLeast.TotalMinutes)
                .All(minute => IsOpen(key, policy, now + Duration.FromMinutes(minute)));
            Assert.Equal(lasts, TextingWindow.IsOpenFor(key, policy, now, atLeast));
        }
    }

    private static WindowState Scan(WindowKey key, TextingPolicy policy, Instant now)
    {
        var open = IsOpen(key, policy, now);
        Instant? change = null;
        for (var minute = 1; minute <= 14 * 24 * 60 && change is null; minute++)
        {
            var at = now + Duration.FromMinutes(minute);
            change = IsOpen(key, policy, at) == open ? null : at;
        }

        return open ? new(true, change, null) : new(false, null, change);
    }

    private static bool IsOpen(WindowKey key, TextingPolicy policy, Instant at) =>
        (key.Zones.Count > 0 ? key.Zones : [policy.CampaignZone]).All(zone =>
        {
            var local = at.InZone(zone).LocalDateTime;
            return Inside(policy.Hours, local.TimeOfDay) && (policy.HoursAlone || (
                Inside(TextingHours.Federal, local.TimeOfDay) && key.States.All(state =>
                {
                    var rule = StateRules.Find(state)!;
                    return !rule.OnByDefault || (
                        rule.HoursOn(local.DayOfWeek) is { } hours
                        && Inside(hours, local.TimeOfDay)
                        && !rule.IsClosedOn(local.Date));
                })));
        });

    private static bool Inside(TextingHours hours, LocalTime time) =>
        hours.OpensAt < hours.ClosesAt
            ? time >= hours.OpensAt && time < hours.ClosesAt
            : hours.OpensAt != hours.ClosesAt && (time >= hours.OpensAt || time < hours.ClosesAt);

    private static LocalTime RandomTime(Random random) => LocalTime.FromMinutesSinceMidnight(random.Next(24 * 60));
}
