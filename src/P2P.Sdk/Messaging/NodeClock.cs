using NodaTime;

namespace P2P.Sdk.Messaging;

/// <summary>Whether this node's clock agrees with the database's, which all nodes share.</summary>
/// <remarks>Leases, deadlines and look-ups go by the database's clock. Texting hours go by the node's own: one whose clock is
/// wrong might text people before they may be texted, and so hands nothing over.</remarks>
public sealed class NodeClock
{
    /// <summary>A node whose clock is further off is not ready, and hands no text over: 2 seconds.</summary>
    public static readonly Duration MostError = Duration.FromSeconds(2);

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(10);

    private readonly IDispatchStore _store;
    private readonly TimeProvider _time;

    // Read and written as one reference; two that ask at once do no harm.
    private Answer? _known;

    /// <param name="store">Tells the database's time.</param>
    /// <param name="time">The machine's clock.</param>
    public NodeClock(IDispatchStore store, TimeProvider time) => (_store, _time) = (store, time);

    /// <summary>How far the node's clock is ahead of the database's; negative: behind. Asked every 10 seconds.</summary>
    /// <returns>The least that it can be: the answer takes a while, and the database's clock may have been read at any moment of it.</returns>
    public async Task<Duration> ErrorAsync(CancellationToken cancellationToken = default)
    {
        if (_known is { } known && _time.GetElapsedTime(known.AskedAt) < AskEvery)
        {
            return known.Error;
        }

        var askedAt = _time.GetTimestamp();
        var before = Instant.FromDateTimeOffset(_time.GetUtcNow());
        var shared = await _store.NowAsync(cancellationToken);
        var after = Instant.FromDateTimeOffset(_time.GetUtcNow());
        var error = before > shared ? before - shared : after < shared ? after - shared : Duration.Zero;
        _known = new Answer(askedAt, error);
        return error;
    }

    public async Task<bool> IsRightAsync(CancellationToken cancellationToken = default)
    {
        var error = await ErrorAsync(cancellationToken);
        return error <= MostError && error >= -MostError;
    }

    private sealed record Answer(long AskedAt, Duration Error);
}
