using NodaTime;
using P2P.Sdk.Assignments;

namespace P2P.Sdk.InMemory;

internal sealed class ReassignmentRow
{
    public required ReassignmentJob Job { get; set; }

    /// <summary>How often it was taken.</summary>
    public int Turns { get; set; }

    /// <summary>By the machines' clock.</summary>
    public Instant? LeasedUntil { get; set; }
}
