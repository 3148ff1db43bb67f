using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using P2P.Sdk.Telemetry;

namespace P2P.Sdk.Tests.Telemetry;

public class BacklogWorkTests
{
    [Fact]
    public async Task What_waits_is_told_to_whoever_listens()
    {
        var told = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Meter.Name == P2PTelemetry.Name)
            {
                meters.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => told[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => told[instrument.Name] = value);
        listener.Start();
        var world = await TextingWorld.CreateAsync();
        await world.SendOneAsync(await world.PublishAsync(await world.DraftAsync()));
        var work = world.Get<IEnumerable<IHostedService>>().OfType<BacklogWork>().Single();

        await work.StartAsync(default);
        while (!told.ContainsKey("p2p.attention.age")) // The last to be told.
        {
            await Task.Delay(10);
        }

        await work.StopAsync(default);
        Assert.Equal((1, 0, 0), (told["p2p.queue.depth"], told["p2p.attention.count"], told["p2p.attention.age"]));
        Assert.InRange(told["p2p.queue.age"], 0, double.MaxValue);
    }
}
