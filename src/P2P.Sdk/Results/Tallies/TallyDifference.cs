using P2P.Sdk.Users;

namespace P2P.Sdk.Results.Tallies;

/// <summary>A tally that is not what its rows stand for.</summary>
/// <param name="Kept">As events added it up.</param>
/// <param name="Counted">From the rows.</param>
public sealed record TallyDifference(TallyKey Key, Tally Kept, Tally Counted)
{
    /// <summary>Every tally that differs, in no order.</summary>
    /// <param name="counted">All rows of the action, added; without finished buckets, which follow.</param>
    public static IReadOnlyList<TallyDifference> Compare(IReadOnlyDictionary<TallyKey, Tally> kept, TallyChanges counted)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(counted);
        foreach (var (key, _) in counted.All.Where(c => c.Key.Kind == TallyKind.Bucket && c.Change.IsFinished).ToList())
        {
            counted.Add(TallyKey.Of(key.Action, new UserId(key.Owner)), new() { Performs = 1 });
        }

        var rows = counted.All.ToDictionary(c => c.Key, c => c.Change);
        return
        [
            .. kept.Keys.Union(rows.Keys)
                .Select(key => new TallyDifference(key, kept.GetValueOrDefault(key), rows.GetValueOrDefault(key)))
                .Where(difference => difference.Kept != difference.Counted),
        ];
    }
}
