namespace P2P.Sdk.Telemetry;

/// <summary>What to listen to: traces and metrics of the SDK and of its adapters have this one name.</summary>
/// <remarks>They hold ids, codes, counts and times, and never a person's number, name or words. Which there are: docs/telemetry.md.</remarks>
public static class P2PTelemetry
{
    /// <summary>Of the <see cref="System.Diagnostics.ActivitySource"/> and of the
    /// <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Name = "P2P.Sdk";
}
