using P2P.Sdk.Results;

namespace P2P.GraphQL.Demo.Verdicts;

/// <summary>Whether every counter of every action equals the rows that it counts, in one snapshot each.</summary>
internal static class Counters
{
    public static Finding Check(Books books)
    {
        var wrong = books.Recounts.Sum(action => Differing(action.Recount));
        var compared = books.Recounts.Count * (typeof(ActionCounts).GetProperties().Length - 1);
        return new(
            "counters",
            wrong,
            wrong == 0
                ? $"{compared:N0} counters of {books.Recounts.Count:N0} action(s) equal the rows they count"
                : $"{wrong:N0} of {compared:N0} counters differ from the rows they count");
    }

    /// <summary>Every property but <see cref="ActionCounts.IsZero"/> is a counter; the pool's is one more.</summary>
    private static int Differing(Recount recount)
    {
        var differing = typeof(ActionCounts).GetProperties()
            .Where(property => property.Name != nameof(ActionCounts.IsZero))
            .Count(property => !Equals(property.GetValue(recount.Kept), property.GetValue(recount.Counted)));
        return differing + (recount.PoolKept == recount.PoolCounted ? 0 : 1);
    }
}
