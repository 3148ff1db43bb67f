using System.Collections.Immutable;
using System.Threading.Channels;

namespace P2P.Sdk.Events;

/// <summary>Events within this process: all there is on one node, and the near end of a stream between nodes.</summary>
public sealed class EventStream : IEventStream
{
    /// <summary>More than any listener falls behind that reads the truth again on each event.</summary>
    private const int MostWaiting = 1_000;

    private ImmutableArray<Subscription> _subscriptions = [];

    public void Publish(P2PEvent happened)
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Offer(happened);
        }
    }

    public IEventSubscription Subscribe(Func<P2PEvent, bool> interested)
    {
        var subscription = new Subscription(this, interested);
        ImmutableInterlocked.Update(ref _subscriptions, all => all.Add(subscription));
        return subscription;
    }

    private sealed class Subscription(EventStream stream, Func<P2PEvent, bool> interested) : IEventSubscription
    {
        private readonly Channel<P2PEvent> _channel = Channel.CreateBounded<P2PEvent>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

        public void Offer(P2PEvent happened)
        {
            if (interested(happened))
            {
                _channel.Writer.TryWrite(happened);
            }
        }

        public IAsyncEnumerable<P2PEvent> ReadAllAsync(CancellationToken cancellationToken) =>
            _channel.Reader.ReadAllAsync(cancellationToken);

        public void Dispose()
        {
            ImmutableInterlocked.Update(ref stream._subscriptions, all => all.Remove(this));
            _channel.Writer.TryComplete();
        }
    }
}
