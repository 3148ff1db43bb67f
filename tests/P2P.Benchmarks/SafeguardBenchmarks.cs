using BenchmarkDotNet.Attributes;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.TextingWindows;

namespace P2P.Benchmarks;

/// <summary>The check that runs for every target of a claim and for every text.</summary>
[MemoryDiagnoser]
public class SafeguardBenchmarks
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 10, 7, 17, 0);

    private readonly SafeguardContext _oneZone = Context("+13125550142");
    private readonly SafeguardContext _twoZones = Context("+18505550142");

    [Benchmark(Baseline = true)]
    public bool One_zone() => Safeguards.Check(_oneZone, Noon).MayGo;

    [Benchmark]
    public bool Two_zones_and_a_states_rule() => Safeguards.Check(_twoZones, Noon).MayGo;

    [Benchmark]
    public bool One_zone_with_two_minutes_margin() =>
        Safeguards.Check(_oneZone with { Margin = Safeguards.SendMargin }, Noon).MayGo;

    private static SafeguardContext Context(string phone) => new()
    {
        IsOpening = true,
        Policy = new(new(new LocalTime(9, 0), new LocalTime(21, 0)), DateTimeZoneProviders.Tzdb["America/New_York"]),
        WindowKey = RecipientPlace.KeyFor("", "", "", PhoneNumber.Parse(phone)),
        Margin = Duration.Zero,
        IsOptedOut = false,
        LineType = LineType.Mobile,
        IsActionLive = true,
        MessageLock = true,
        LastOpeningAt = Noon - Duration.FromHours(30),
    };
}
