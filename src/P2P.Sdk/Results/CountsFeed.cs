using System.Runtime.CompilerServices;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Results;

/// <summary>Reads an action's counts once a tick, for all who watch it in this process.</summary>
internal sealed class CountsFeed(ICountStore store, IEventStream events, TimeProvider time)
{
    /// <summary>At most four times a second.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>Events may be lost, so the counts are read again now and then.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<(CampaignId, ActionId), Watched> _watched = [];

    public async IAsyncEnumerable<ActionCounts> WatchAsync(
        CampaignId campaign, ActionId action, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watched = Join(campaign, action);
        try
        {
            var (counts, next) = await watched.FirstAsync().WaitAsync(cancellationToken);
            while (true)
            {
                yield return counts;
                await next.WaitAsync(cancellationToken);
                (counts, next) = watched.Latest;
            }
        }
        finally
        {
            Leave(campaign, action, watched);
        }
    }

    private Watched Join(CampaignId campaign, ActionId action)
    {
        lock (_lock)
        {
            if (!_watched.TryGetValue((campaign, action), out var watched))
            {
                // It listens before it reads, so that no change falls between.
                var subscription = events.Subscribe(e => e is P2PEvent.CountsChanged changed && changed.Campaign == campaign && changed.Action == action);
                _watched[(campaign, action)] = watched = new(subscription, Read, time);
            }

            watched.Watchers++;
            return watched;
        }

        async Task<ActionCounts> Read(CancellationToken cancellationToken) =>
            (await store.ReadAsync(campaign, [action], cancellationToken)).GetValueOrDefault(action);
    }

    private void Leave(CampaignId campaign, ActionId action, Watched watched)
    {
        lock (_lock)
        {
            if (--watched.Watchers == 0)
            {
                _watched.Remove((campaign, action));
                watched.Dispose();
            }
        }
    }

    private sealed class Watched : IDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly IEventSubscription _subscription;
        private readonly Func<CancellationToken, Task<ActionCounts>> _read;
        private readonly TimeProvider _time;
        private readonly SemaphoreSlim _told = new(0);
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ActionCounts _counts;

        public Watched(
            IEventSubscription subscription, Func<CancellationToken, Task<ActionCounts>> read, TimeProvider time)
        {
            (_subscription, _read, _time) = (subscription, read, time);
            _ = Task.Run(ListenAsync);
            _ = Task.Run(ReadAsync);
        }

        /// <summary>How many watch it; under the feed's lock.</summary>
        public int Watchers { get; set; }

        /// <summary>The last counts read, and what is completed when there are others.</summary>
        public (ActionCounts Counts, Task Next) Latest
        {
            get
            {
                lock (_told)
                {
                    return (_counts, _next.Task);
                }
            }
        }

        public async Task<(ActionCounts Counts, Task Next)> FirstAsync()
        {
            await _first.Task;
            return Latest;
        }

        public void Dispose()
        {
            _end.Cancel();
            _subscription.Dispose();
        }

        private async Task ListenAsync()
        {
            await foreach (var _ in _subscription.ReadAllAsync(CancellationToken.None))
            {
                if (_told.CurrentCount == 0)
                {
                    _told.Release();
                }
            }
        }

        private async Task ReadAsync()
        {
            while (!_end.IsCancellationRequested)
            {
                try
                {
                    Show(await _read(_end.Token));
                    await Task.Delay(Tick, _time, _end.Token);
                    await ToldOrDueAsync();
                }
                catch (OperationCanceledException) when (_end.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception failure)
                {
                    // The first read tells its watchers; a later one is tried again at the next tick.
                    if (_first.TrySetException(failure))
                    {
                        return;
                    }

                    await Task.Delay(Recheck, _time);
                }
            }
        }

        private async Task ToldOrDueAsync()
        {
            using var timer = new CancellationTokenSource(Recheck, _time);
            using var due = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, timer.Token);
            try
            {
                await _told.WaitAsync(due.Token);
            }
            catch (OperationCanceledException) when (!_end.IsCancellationRequested)
            {
                // Nobody told of a change: there may be one all the same.
            }
        }

        private void Show(ActionCounts counts)
        {
            lock (_told)
            {
                var isFirst = !_first.Task.IsCompleted;
                if (!isFirst && counts == _counts)
                {
                    return;
                }

                _counts = counts;
                var shown = _next;
                _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
                shown.SetResult();
                _first.TrySetResult();
            }
        }
    }
}
