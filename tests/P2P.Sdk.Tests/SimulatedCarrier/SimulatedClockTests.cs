using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Messaging;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.Sdk.Tests.SimulatedCarrier;

public class SimulatedClockTests
{
    [Fact]
    public void The_simulated_day_runs_faster_by_its_scale()
    {
        var (wall, start) = (new SteppedTime(), Instant.FromUtc(2026, 10, 6, 13, 0));
        var clock = new SimulatedClock(start, scale: 60, wall);
        Assert.Equal(start, clock.GetCurrentInstant());
        wall.Ticks += TimeSpan.TicksPerSecond;
        Assert.Equal(start + Duration.FromMinutes(1), clock.GetCurrentInstant());
        Assert.Equal(TimeSpan.FromSeconds(2), SimulatedClock.OnTheWall(clock, Duration.FromMinutes(2)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_scale_that_stands_still_or_runs_backwards_is_refused(double scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedClock(default, scale));

    [Fact]
    public async Task A_host_delivers_a_whole_simulated_day_by_itself()
    {
        using var world = new CarrierWorld();
        var expected = Enumerable.Range(0, 200).Select(CarrierWorld.Contact)
            .Sum(to => Fate.Of(world.Options, to, 0, Duration.FromHours(4)) is { IsTaken: true } fate ? fate.Callbacks.Count : 0);
        var builder = Host.CreateApplicationBuilder();
        var clock = new SimulatedClock(Instant.FromUtc(2026, 10, 6, 13, 0), scale: 50_000);
        builder.Services.AddSingleton<ICarrierEventSink>(world);
        WithoutServices(builder, clock).UseSimulatedCarrier();
        using var host = builder.Build();
        await host.StartAsync();
        var carrier = host.Services.GetRequiredService<IMessageTransport>();
        for (var i = 0; i < 200; i++)
        {
            try
            {
                await carrier.SendAsync(CarrierWorld.Text(i), default);
            }
            catch (IOException)
            {
                // No answer is one of the fates.
            }
        }

        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (world.Told.Count(told => told.Kind == CarrierEventKind.Status) < expected)
        {
            await Task.Delay(10, timeout.Token);
        }

        await host.StopAsync();
        Assert.Equal(expected, world.Told.Count(told => told.Kind == CarrierEventKind.Status));
        Assert.Same(carrier, host.Services.GetRequiredService<IMessageLookup>());
    }

    [Fact]
    public async Task A_wrong_option_stops_the_host_as_it_starts_and_is_named()
    {
        using var world = new CarrierWorld();
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ICarrierEventSink>(world);
        WithoutServices(builder, SystemClock.Instance).UseSimulatedCarrier(o =>
        {
            o.Rates.Busy = 1.5;
            o.StatusDelay = TimeSpan.FromHours(2);
        });
        using var host = builder.Build();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("Busy", exception.Message);
        Assert.Contains("StatusDelay", exception.Message);
    }

    /// <summary>The carrier alone: what <c>AddP2P</c> runs needs stores.</summary>
    private static P2PBuilder WithoutServices(HostApplicationBuilder builder, IClock clock)
    {
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(TimeProvider.System);
        return new(builder.Services);
    }

    private sealed class SteppedTime : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
