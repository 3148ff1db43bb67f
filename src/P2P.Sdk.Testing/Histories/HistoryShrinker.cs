using System.Diagnostics;

namespace P2P.Sdk.Testing.Histories;

/// <summary>Takes steps out of a history that fails, as long as what is left fails too.</summary>
internal static class HistoryShrinker
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <returns>The shortest that was found in good time, run with a look at all rows after each step.</returns>
    public static async Task<HistoryFailure> ShrinkAsync(HistoryFailure found, Func<HistoryStore> createStore)
    {
        var watch = Stopwatch.StartNew();
        var shortest = found;
        for (var size = shortest.Steps.Count / 2; size >= 1 && watch.Elapsed < Patience;)
        {
            var before = shortest.Steps.Count;
            for (var from = before - size; from > -size && watch.Elapsed < Patience; from -= size)
            {
                var steps = shortest.Steps.Select(s => s.Step).Where((_, i) => i < from || i >= from + size).ToList();
                if (await HistoryRun.RunAsync(steps, createStore) is { } shorter)
                {
                    shortest = shorter;
                    from = Math.Min(from, shortest.Steps.Count);
                }
            }

            // As long as that takes something out, it may take out more.
            size = shortest.Steps.Count == before ? size / 2 : Math.Min(size, Math.Max(1, shortest.Steps.Count / 2));
        }

        return await HistoryRun.RunAsync(
            [.. shortest.Steps.Select(s => s.Step)], createStore, looksAtEachStep: true) ?? shortest;
    }
}
