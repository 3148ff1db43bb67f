using System.Diagnostics;
using System.Text.Json;

namespace P2P.Nodes.Tests;

/// <summary>An admin's screen on one server: an action's counts as they change, with when they came.</summary>
public sealed class Dashboard : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(long At, int InitialMessages, int Remaining)> _seen = [];
    private readonly Task _watching;

    private Dashboard(GraphQLClient client, string action) => _watching = WatchAsync(client, action);

    public IReadOnlyList<(long At, int InitialMessages, int Remaining)> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    private int Shown
    {
        get
        {
            lock (_seen)
            {
                return _seen[^1].InitialMessages;
            }
        }
    }

    /// <summary>Returns when the first counts are there.</summary>
    public static async Task<Dashboard> OpenAsync(GraphQLClient client, string action)
    {
        var dashboard = new Dashboard(client, action);
        await Task.WhenAny(dashboard._open.Task, dashboard._watching);
        Assert.True(dashboard._open.Task.IsCompleted, "The subscription ended before it began.");
        return dashboard;
    }

    /// <summary>Waits until so many opening texts are shown.</summary>
    public async Task WhenShowsAsync(int initialMessages)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(240));
        while (Shown != initialMessages)
        {
            Assert.False(_watching.IsCompleted, "The subscription ended.");
            await Task.Delay(50, patience.Token);
        }
    }

    /// <summary>How long each of these acknowledged texts took to be on the screen, or longer.</summary>
    /// <param name="acknowledged">When the first, the second and so on was.</param>
    public IEnumerable<TimeSpan> Delays(IReadOnlyList<long> acknowledged)
    {
        var seen = Seen;
        return acknowledged.Select((at, index) => seen.First(s => s.InitialMessages > index).At is var shown && shown > at
            ? Stopwatch.GetElapsedTime(at, shown)
            : TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task WatchAsync(GraphQLClient client, string action)
    {
        await foreach (var data in client.SubscribeAsync(
            "subscription($id: ID!) { actionCounts(actionId: $id) { initialMessages messagesRemaining } }", new { id = action }, _end.Token))
        {
            Note(data.GetProperty("actionCounts"));
            _open.TrySetResult();
        }
    }

    private void Note(JsonElement counts)
    {
        lock (_seen)
        {
            _seen.Add((
                Stopwatch.GetTimestamp(), counts.GetProperty("initialMessages").GetInt32(), counts.GetProperty("messagesRemaining").GetInt32()));
        }
    }
}
