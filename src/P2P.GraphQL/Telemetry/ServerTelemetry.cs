using System.Diagnostics;
using System.Diagnostics.Metrics;
using P2P.Sdk.Telemetry;

namespace P2P.GraphQL.Telemetry;

/// <summary>The server's own spans and numbers, under the SDK's name.</summary>
internal static class ServerTelemetry
{
    private static readonly ActivitySource Source = new(P2PTelemetry.Name);
    private static readonly Meter Meter = new(P2PTelemetry.Name);

    /// <summary>Subscriptions that are open on this node.</summary>
    public static UpDownCounter<long> Subscribers { get; } = Meter.CreateUpDownCounter<long>(
        "p2p.subscribers", "{subscriber}", "Subscriptions that are open.");

    /// <summary>Operations by the code of their first error; those without one have none.</summary>
    public static Counter<long> Operations { get; } = Meter.CreateCounter<long>(
        "p2p.operations", "{operation}", "GraphQL operations, by kind and by the code of their first error.");

    public static Activity? Begin(string name) => Source.StartActivity(name);
}
