using System.Text;

namespace P2P.Sdk.Testing.Histories;

/// <summary>One history, on the in-memory stores and on those under test, step by step.</summary>
internal static class HistoryRun
{
    /// <param name="looksAtEachStep">Whether all rows are compared after each step, to find the one that differs; else at the end.</param>
    /// <returns><see langword="null"/> if both answered and ended alike, and nothing that must hold was broken.</returns>
    public static async Task<HistoryFailure?> RunAsync(
        IReadOnlyList<HistoryStep> steps, Func<HistoryStore> createStore, HistoryTally? tally = null, bool looksAtEachStep = false)
    {
        await using var model = await HistoryWorld.CreateAsync(new InMemoryHistoryStore());
        await using var tested = await HistoryWorld.CreateAsync(createStore());
        var history = new List<(HistoryStep, StepResult)>();
        foreach (var step in steps)
        {
            var (expected, actual) = (await TryAsync(model, step), await TryAsync(tested, step));
            history.Add((step, expected));
            if (expected.Words != actual.Words || expected.Answer != actual.Answer)
            {
                return new(history, $"in memory: {expected.Words}: {expected.Answer}\n  under test: {actual.Words}: {actual.Answer}");
            }

            if (looksAtEachStep && await CompareAsync(model, tested, drained: false) is { } differs)
            {
                return new(history, differs);
            }
        }

        tally?.Add(history);
        if (await CompareAsync(model, tested, drained: false) is { } fault)
        {
            return new(history, fault);
        }

        await HistoryInvariants.DrainAsync(model);
        await HistoryInvariants.DrainAsync(tested);
        return await CompareAsync(model, tested, drained: true) is { } late ? new(history, $"after all came to its end {late}") : null;
    }

    public static async Task<StepResult> TryAsync(HistoryWorld world, HistoryStep step)
    {
        try
        {
            return await world.RunAsync(step);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return StepResult.Done($"{step.Kind}", $"it threw {exception}");
        }
    }

    private static async Task<string?> CompareAsync(HistoryWorld model, HistoryWorld tested, bool drained)
    {
        var (expected, actual) = (await HistoryState.ReadAsync(model), await HistoryState.ReadAsync(tested));
        if (!expected.SequenceEqual(actual))
        {
            var differ = new StringBuilder("the rows differ:");
            expected.Except(actual).Take(6).ToList().ForEach(line => differ.Append($"\n  in memory:  {line}"));
            actual.Except(expected).Take(6).ToList().ForEach(line => differ.Append($"\n  under test: {line}"));
            return differ.ToString();
        }

        // Both are alike, so that what is wrong is wrong in both.
        var faults = await HistoryInvariants.CheckAsync(tested, drained);
        return faults.Count == 0 ? null : $"what must hold does not:\n  {string.Join("\n  ", faults.Take(6))}";
    }
}

/// <param name="Steps">Up to the one that shows it.</param>
internal sealed record HistoryFailure(IReadOnlyList<(HistoryStep Step, StepResult Result)> Steps, string What)
{
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (i, (_, result)) in Steps.Index())
        {
            text.Append($"\n{i + 1,3}. {result.Words}: {(result.Answer.Length > 300 ? result.Answer[..300] + "..." : result.Answer)}");
        }

        return $"{text}\n{What}";
    }
}
