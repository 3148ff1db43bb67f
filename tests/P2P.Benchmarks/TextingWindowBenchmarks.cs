using BenchmarkDotNet.Attributes;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.TextingWindows;

namespace P2P.Benchmarks;

/// <summary>Judging a recipient's hours, as every claim and every send does, and finding the place, as an import does.</summary>
[MemoryDiagnoser]
public class TextingWindowBenchmarks
{
    private readonly TextingPolicy _policy = new(TextingHours.Default, TimeZones.Find("America/New_York")!);
    private readonly WindowKey _oneZone = WindowKey.Parse("1:America/New_York|");
    private readonly WindowKey _withHolidays = WindowKey.Parse("1:America/Chicago|AL");
    private readonly WindowKey _panhandle = WindowKey.Parse("1:America/Chicago,America/New_York|FL");
    private readonly PhoneNumber _phone = PhoneNumber.Parse("+18505550142");
    private readonly Instant _noon = Instant.FromUtc(2026, 4, 15, 16, 0);
    private readonly Instant _saturdayNight = Instant.FromUtc(2026, 9, 6, 3, 0);

    [Benchmark(Baseline = true)]
    public bool One_zone() => TextingWindow.IsOpen(_oneZone, _policy, _noon);

    [Benchmark]
    public bool One_zone_for_two_minutes() => TextingWindow.IsOpenFor(_oneZone, _policy, _noon, Duration.FromMinutes(2));

    [Benchmark]
    public bool One_zone_with_a_state_and_its_holidays() => TextingWindow.IsOpen(_withHolidays, _policy, _noon);

    [Benchmark]
    public bool Two_zones_with_a_state() => TextingWindow.IsOpen(_panhandle, _policy, _noon);

    [Benchmark]
    public WindowState Next_opening_beyond_a_Sunday_and_a_holiday() => TextingWindow.Judge(_withHolidays, _policy, _saturdayNight);

    [Benchmark]
    public WindowKey Key_by_area_code_and_state() => RecipientPlace.KeyFor(null, null, "FL", _phone);

    [Benchmark]
    public WindowKey Key_by_zip() => RecipientPlace.KeyFor(null, "32401", "FL", _phone);

    [Benchmark]
    public WindowKey Key_from_its_text() => WindowKey.Parse("1:America/Chicago,America/New_York|FL");
}
