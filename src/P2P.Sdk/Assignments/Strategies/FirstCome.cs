namespace P2P.Sdk.Assignments.Strategies;

/// <summary>First come, first served, a bucket at a time: the default. A place comes first as often as its part of the pool is
/// large, so that over time buckets are like the list.</summary>
public sealed class FirstCome : IAssignmentStrategy
{
    public const string Called = "FIRST_COME";

    public string Name => Called;

    public bool NeedsShare => false;

    public ClaimChoice Choose(ClaimSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);

        // Exponential variates with the sizes as rates: the smallest is each one's with the probability of its share. They are
        // drawn in one order, whatever the store's.
        var draw = new Random(situation.Chance);
        var drawn = situation.Open.OrderBy(window => window.Key.ToString(), StringComparer.Ordinal)
            .Select(window => (window.Key, At: -Math.Log(1 - draw.NextDouble()) / Math.Max(1, window.Unassigned))).ToList();
        return new(
            [.. drawn.OrderBy(window => window.At).Select(window => window.Key)],
            situation.BucketSize);
    }
}
