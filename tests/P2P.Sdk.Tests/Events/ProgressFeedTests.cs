using P2P.Sdk.Events;

namespace P2P.Sdk.Tests.Events;

public class ProgressFeedTests
{
    [Fact]
    public async Task Where_events_have_ended_it_is_read_only_as_often_as_without_events()
    {
        var time = new Timers();
        var (reads, waited) = (0, 0);
        await foreach (var _ in ProgressFeed.WatchAsync(new Ended(), time, _ => true, ReadAsync, _ => reads, _ => reads == 3, default))
        {
        }

        Assert.NotEqual(0, waited);

        Task<object?> ReadAsync(CancellationToken cancellationToken)
        {
            waited = time.LongOnes; // The end itself may be read once; before the third read a delay was over.
            reads++;
            return Task.FromResult<object?>(new());
        }
    }

    [Fact]
    public async Task Events_that_came_together_are_one_read()
    {
        var events = new EventStream();
        var time = new Timers();
        var (reads, waited) = (0, 0);
        await foreach (var _ in ProgressFeed.WatchAsync(events, time, _ => true, ReadAsync, _ => reads, _ => reads == 3, default))
        {
        }

        Assert.NotEqual(0, waited);

        Task<object?> ReadAsync(CancellationToken cancellationToken)
        {
            waited = time.LongOnes; // The ten are the second read; before the third a delay was over.
            reads++;
            for (var i = 0; reads == 1 && i < 10; i++)
            {
                events.Publish(new P2PEvent.DirectMessagesChanged(Campaigns.CampaignId.New(), null));
            }

            return Task.FromResult<object?>(new());
        }
    }

    /// <summary>Short delays are over at once, long ones as soon as somebody has had time to pass them by.</summary>
    private sealed class Timers : TimeProvider
    {
        private int _longOnes;

        /// <summary>How many long delays are over.</summary>
        public int LongOnes => Volatile.Read(ref _longOnes);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var isLong = dueTime >= TimeSpan.FromSeconds(1);
            return base.CreateTimer(
                _ =>
                {
                    Interlocked.Add(ref _longOnes, isLong ? 1 : 0);
                    callback(state);
                },
                null, TimeSpan.FromMilliseconds(isLong ? 100 : 1), Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class Ended : IEventStream, IEventSubscription
    {
        public void Publish(P2PEvent happened)
        {
        }

        public IEventSubscription Subscribe(Func<P2PEvent, bool> interested) => this;

        public IAsyncEnumerable<P2PEvent> ReadAllAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<P2PEvent>();

        public void Dispose()
        {
        }
    }
}
