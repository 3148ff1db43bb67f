using System.Runtime.CompilerServices;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Results;

/// <summary>Reads something of an action once a tick, for all who watch it in this process.</summary>
/// <param name="isSame">Two that are the same are told once.</param>
internal sealed class SharedFeed<T>(
    Func<CampaignId, ActionId, CancellationToken, Task<T>> read, Func<T, T, bool> isSame, IEventStream events, TimeProvider time)
{
    /// <summary>At most four times a second.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>Events may be lost, so it is read again now and then.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<(CampaignId, ActionId), Watched> _watched = [];

    public async IAsyncEnumerable<T> WatchAsync(
        CampaignId campaign, ActionId action, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watched = Join(campaign, action);
        try
        {
            var (latest, next) = await watched.FirstAsync().WaitAsync(cancellationToken);
            while (true)
            {
                yield return latest;
                await next.WaitAsync(cancellationToken);
                (latest, next) = watched.Latest;
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
                var subscription = events.Subscribe(
                    e => e is P2PEvent.CountsChanged changed && changed.Campaign == campaign && changed.Action == action);
                _watched[(campaign, action)] = watched =
                    new(subscription, cancellationToken => read(campaign, action, cancellationToken), isSame, time);
            }

            watched.Watchers++;
            return watched;
        }
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
        private readonly Func<CancellationToken, Task<T>> _read;
        private readonly Func<T, T, bool> _isSame;
        private readonly TimeProvider _time;
        private readonly SemaphoreSlim _told = new(0);
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _latest = default!;

        public Watched(
            IEventSubscription subscription, Func<CancellationToken, Task<T>> read, Func<T, T, bool> isSame, TimeProvider time)
        {
            (_subscription, _read, _isSame, _time) = (subscription, read, isSame, time);
            _ = Task.Run(ListenAsync);
            _ = Task.Run(ReadAsync);
        }

        /// <summary>How many watch it; under the feed's lock.</summary>
        public int Watchers { get; set; }

        /// <summary>What was read last, and what is completed when there is another.</summary>
        public (T Read, Task Next) Latest
        {
            get
            {
                lock (_told)
                {
                    return (_latest, _next.Task);
                }
            }
        }

        public async Task<(T Read, Task Next)> FirstAsync()
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

        private void Show(T read)
        {
            lock (_told)
            {
                var isFirst = !_first.Task.IsCompleted;
                if (!isFirst && _isSame(read, _latest))
                {
                    return;
                }

                _latest = read;
                var shown = _next;
                _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
                shown.SetResult();
                _first.TrySetResult();
            }
        }
    }
}
