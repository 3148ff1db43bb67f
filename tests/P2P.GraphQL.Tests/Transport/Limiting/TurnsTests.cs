using P2P.GraphQL.Transport.Limiting;

namespace P2P.GraphQL.Tests.Transport.Limiting;

public sealed class TurnsTests
{
    [Fact]
    public async Task A_campaign_that_asks_for_much_does_not_keep_another_waiting()
    {
        var turns = new Turns<string>(most: 2, mostWaiting: 100);
        var inside = new Queue<IDisposable>();
        inside.Enqueue((await turns.EnterAsync("large", default))!);
        inside.Enqueue((await turns.EnterAsync("large", default))!);
        var came = new List<string>();
        var waiting = Enumerable.Range(0, 50).Select(i => ("large", i)).Append(("small", 0)).Append(("other", 0)).Append(("small", 1))
            .Select(who => (Who: who, Task: turns.EnterAsync(who.Item1, default).AsTask())).ToList();

        while (waiting.Count > 0)
        {
            inside.Dequeue().Dispose();
            await Task.WhenAny(waiting.Select(w => w.Task));
            var next = Assert.Single(waiting, w => w.Task.IsCompleted);
            waiting.Remove(next);
            came.Add(next.Who.Item1);
            inside.Enqueue((await next.Task)!);
        }

        Assert.Equal(["large", "small", "other", "large", "small", "large", "large"], came.Take(7));
        Assert.Equal(53, came.Count);
    }

    [Fact]
    public async Task One_too_many_is_refused_and_the_other_campaign_still_waits()
    {
        var turns = new Turns<int>(most: 1, mostWaiting: 1);
        var first = await turns.EnterAsync(1, default);
        var waits = turns.EnterAsync(1, default).AsTask();
        Assert.Null(await turns.EnterAsync(1, default));
        var other = turns.EnterAsync(2, default).AsTask();
        first!.Dispose();
        first.Dispose(); // Twice is once.
        (await waits)!.Dispose();
        Assert.NotNull(await other);
    }

    [Fact]
    public async Task Whoever_leaves_the_queue_holds_no_place()
    {
        var turns = new Turns<int>(most: 1, mostWaiting: 1);
        var first = (await turns.EnterAsync(1, default))!;
        for (var i = 0; i < 5; i++)
        {
            using var leaves = new CancellationTokenSource();
            var waits = turns.EnterAsync(1, leaves.Token).AsTask();
            await leaves.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        }

        var next = turns.EnterAsync(1, default).AsTask();
        first.Dispose();
        (await next)!.Dispose();
        Assert.NotNull(await turns.EnterAsync(2, default));
    }
}
