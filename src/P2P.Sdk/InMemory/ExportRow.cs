using NodaTime;
using P2P.Sdk.Results.Exports;

namespace P2P.Sdk.InMemory;

internal sealed class ExportRow
{
    public required Export Export { get; set; }

    /// <summary>How often it was taken.</summary>
    public int Turns { get; set; }

    /// <summary>By the machines' clock.</summary>
    public Instant? LeasedUntil { get; set; }
}
