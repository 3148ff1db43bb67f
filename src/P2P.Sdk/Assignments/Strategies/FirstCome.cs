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

        // Exponential variates with the sizes as rates: the smallest is each one's with the probability of its share.
        var draw = new Random(situation.Chance);
        return new(
            [.. situation.Open.OrderBy(window => -Math.Log(1 - draw.NextDouble()) / Math.Max(1, window.Unassigned)).Select(window => window.Key)],
            situation.BucketSize);
    }
}
