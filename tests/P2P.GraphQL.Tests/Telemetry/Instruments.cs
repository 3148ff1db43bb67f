using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;

namespace P2P.GraphQL.Tests.Telemetry;

/// <summary>Every instrument of this process, by the series that a collector makes of it for Prometheus: dots become underscores,
/// the unit is added, and <c>total</c> to what only grows (the OpenTelemetry specification's page on Prometheus compatibility).</summary>
internal sealed class Instruments : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly HashSet<string> _series = [];

    public Instruments()
    {
        _listener.InstrumentPublished = (instrument, _) =>
        {
            lock (_series)
            {
                _series.UnionWith(SeriesOf(instrument));
            }
        };
        _listener.Start(); // Tells those that are there already, too.
    }

    /// <summary>What has not been used yet has no instruments yet.</summary>
    public static void Make(params Type[] owners)
    {
        foreach (var owner in owners)
        {
            RuntimeHelpers.RunClassConstructor(owner.TypeHandle);
        }

        NpgsqlDataSource.Create("Host=nowhere").Dispose(); // Opens no connection.
    }

    public IReadOnlySet<string> Series()
    {
        lock (_series)
        {
            return _series.ToHashSet();
        }
    }

    public void Dispose() => _listener.Dispose();

    private static IEnumerable<string> SeriesOf(Instrument instrument)
    {
        var name = new StringBuilder(instrument.Name).Replace('.', '_').Append(instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "", // Such as {text}: it says what is counted, and is no unit.
        }).ToString();
        var kind = instrument.GetType().Name;
        return kind.StartsWith("Histogram", StringComparison.Ordinal) ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"]
            : kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal) ? [$"{name}_total"]
            : [name];
    }
}
