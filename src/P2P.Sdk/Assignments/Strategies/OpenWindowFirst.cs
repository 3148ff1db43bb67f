using NodaTime;

namespace P2P.Sdk.Assignments.Strategies;

/// <summary>A bucket at a time of those whose hours end soonest: nobody is left over for the next day whom somebody could have
/// texted today.</summary>
public sealed class OpenWindowFirst : IAssignmentStrategy
{
    public const string Called = "OPEN_WINDOW_FIRST";

    public string Name => Called;

    public bool NeedsShare => false;

    public ClaimChoice Choose(ClaimSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return new(
            [
                .. situation.Open.OrderBy(window => window.ClosesAt ?? Instant.MaxValue)
                    .ThenBy(window => window.Key.ToString(), StringComparer.Ordinal).Select(window => window.Key),
            ],
            situation.BucketSize);
    }
}
