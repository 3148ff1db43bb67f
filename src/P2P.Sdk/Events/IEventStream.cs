namespace P2P.Sdk.Events;

/// <summary>Carries events to whoever listens: in this process, or between nodes.</summary>
public interface IEventStream
{
    /// <summary>Never waits for listeners, and never throws because of one.</summary>
    void Publish(P2PEvent happened);

    /// <summary>Events from now on. Ends when disposed. A listener that is too slow loses the oldest, never blocks others.</summary>
    IEventSubscription Subscribe(Func<P2PEvent, bool> interested);
}

public interface IEventSubscription : IDisposable
{
    /// <summary>Waits for the next event, or the end.</summary>
    IAsyncEnumerable<P2PEvent> ReadAllAsync(CancellationToken cancellationToken);
}
