using CsCheck;
using Xunit;
using Xunit.Abstractions;

namespace P2P.Sdk.Testing.Histories;

/// <summary>Histories of chance on the in-memory stores and on those under test must answer and end alike: derive once per store.</summary>
public abstract class HistoryContract(ITestOutputHelper output)
{
    private const int EnoughToMeetEverything = 20;

    /// <summary>New, empty stores.</summary>
    protected abstract HistoryStore CreateStore();

    /// <summary>How many histories an ordinary run tries. Fewer than 20 are not expected to meet everything.</summary>
    protected virtual int OrdinaryHistories => 20;

    [Fact]
    public void A_history_of_chance_answers_and_ends_as_in_memory() => Check(OrdinaryHistories, sameEachTime: true);

    [Fact]
    [Trait("Run", "Long")]
    public void Five_hundred_histories_of_chance_answer_and_end_as_in_memory() => Check(500, sameEachTime: false);

    [Fact]
    public Task Histories_of_several_tasks_at_once_break_nothing() => CheckAtOnceAsync(1);

    [Fact]
    [Trait("Run", "Long")]
    public Task Fifty_histories_of_several_tasks_at_once_break_nothing() => CheckAtOnceAsync(50);

    private async Task CheckAtOnceAsync(int times)
    {
        const int Tasks = 6;
        var tally = new HistoryTally();
        for (var i = 0; i < times; i++)
        {
            var chance = new PCG((uint)i);
            var histories = Enumerable.Range(0, Tasks).Select(_ => HistoryStep.Histories.Generate(chance, null!, out var _)).ToList();
            var faults = await HistoryAtOnce.RunAsync(histories, CreateStore, tally);
            Assert.True(faults.Count == 0, $"What must hold does not:\n  {string.Join("\n  ", faults)}");
        }

        output.WriteLine($"{tally}");
        Assert.InRange(tally.ShareDone, 0.5, 1);
    }

    /// <param name="sameEachTime">So that an ordinary run says something of the change that it tests; new ones are for long runs.</param>
    private void Check(int histories, bool sameEachTime)
    {
        var tally = new HistoryTally();
        HistoryFailure? shortest = null;
        var gate = new Lock();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            if (sameEachTime)
            {
                Parallel.For(0, histories, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
                    IsRight(HistoryStep.Histories.Generate(new PCG((uint)i), null!, out var _)));
                Assert.True(shortest is null, $"The shortest history that was found:{shortest}");
            }
            else
            {
                HistoryStep.Histories.Sample(IsRight, iter: histories, print: _ => "");
            }
        }
        catch (CsCheckException exception)
        {
            Assert.Fail($"{exception.Message}\nThe shortest history that was found:{shortest}");
        }

        bool IsRight(IReadOnlyList<HistoryStep> steps)
        {
            // The first that fails is made shorter by taking steps out of it; no other is looked for.
            if (Volatile.Read(ref shortest) is not null
                || HistoryRun.RunAsync(steps, CreateStore, tally).GetAwaiter().GetResult() is not { } found)
            {
                return true;
            }

            lock (gate)
            {
                shortest ??= HistoryShrinker.ShrinkAsync(found, CreateStore).GetAwaiter().GetResult();
            }

            return false;
        }

        output.WriteLine($"{watch.Elapsed.TotalSeconds:0} s for {tally}");
        Assert.Equal(histories, tally.Histories);
        Assert.Empty(histories < EnoughToMeetEverything ? [] : tally.Missing);
        Assert.InRange(tally.ShareDone, 0.5, 1);
    }
}
