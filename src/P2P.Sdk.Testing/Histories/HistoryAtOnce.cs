using NodaTime;

namespace P2P.Sdk.Testing.Histories;

/// <summary>Histories of several tasks at once, on the stores under test alone: what must hold, and the carrier's books, decide.</summary>
internal static class HistoryAtOnce
{
    /// <summary>A round lasts less than this by the business's clock, a second a step.</summary>
    private static readonly Duration Slack = Duration.FromMinutes(10);

    /// <param name="histories">One for each task; between their rounds the clock jumps, and the process dies.</param>
    /// <returns>A sentence for each that does not hold.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        IReadOnlyList<IReadOnlyList<HistoryStep>> histories, Func<HistoryStore> createStore, HistoryTally tally)
    {
        const int Round = 25;
        await using var world = await HistoryWorld.CreateAsync(createStore());
        var faults = new List<string>();
        for (var from = 0; from < histories[0].Count; from += Round)
        {
            var rounds = histories.Select(h => h.Skip(from).Take(Round).ToList()).ToList();
            var done = await Task.WhenAll(rounds.Select(steps => Task.Run(() => RunAsync(world, steps.Where(s => s.MayBeAtOnce)))));

            // Then, with nothing else under way, what cannot be at once.
            var alone = await RunAsync(world, rounds.SelectMany(r => r).Where(s => !s.MayBeAtOnce && s.Kind < StepKind.RaceOptOutAndSend).Take(6));
            tally.Add([.. done.SelectMany(d => d), .. alone]);
            faults.AddRange(done.SelectMany(d => d).Concat(alone)
                .Where(d => d.Result.Answer.StartsWith("it threw", StringComparison.Ordinal)).Select(d => $"{d.Result.Words}: {d.Result.Answer}"));
        }

        await HistoryInvariants.DrainAsync(world);
        return [.. faults, .. await HistoryInvariants.CheckAsync(world, drained: true, Slack)];
    }

    private static async Task<IReadOnlyList<(HistoryStep Step, StepResult Result)>> RunAsync(
        HistoryWorld world, IEnumerable<HistoryStep> steps)
    {
        var done = new List<(HistoryStep, StepResult)>();
        foreach (var step in steps)
        {
            done.Add((step, await HistoryRun.TryAsync(world, step)));
        }

        return done;
    }
}
