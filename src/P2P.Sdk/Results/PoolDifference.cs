using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Results;

/// <summary>A window of an action's pool that does not hold what its targets say.</summary>
/// <param name="UnassignedKept">By the pool's own row; likewise <paramref name="ParkedKept"/>.</param>
/// <param name="UnassignedCounted">From the targets; likewise <paramref name="ParkedCounted"/>.</param>
public sealed record PoolDifference(
    WindowKey Key, int UnassignedKept, int UnassignedCounted, int ParkedKept, int ParkedCounted);
