using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using P2P.Sdk.Telemetry;

namespace P2P.GraphQL.Tests.Telemetry;

/// <summary>What the process tells of itself while a test runs: of other tests that run beside too.</summary>
public sealed class Recorded : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentDictionary<string, double> _measured = new();
    private readonly ActivityListener _traces;
    private readonly MeterListener _metrics = new();

    public Recorded(params string[] more)
    {
        _traces = new()
        {
            ShouldListenTo = source => source.Name == P2PTelemetry.Name || more.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_traces);
        _metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == P2PTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _metrics.SetMeasurementEventCallback<long>((instrument, value, _, _) => _measured.AddOrUpdate(instrument.Name, 1, (_, before) => before + 1));
        _metrics.SetMeasurementEventCallback<double>((instrument, value, _, _) => _measured.AddOrUpdate(instrument.Name, 1, (_, before) => before + 1));
        _metrics.Start();
    }

    public IEnumerable<string> Measured => _measured.Keys;

    public IReadOnlyList<Activity> SpansOf(string traceId) => [.. _spans.Where(span => span.TraceId.ToHexString() == traceId)];

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
