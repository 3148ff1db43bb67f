using System.Runtime.CompilerServices;

namespace P2P.Sdk.Events;

/// <summary>Something that changes, such as how far long work is, live: the truth read again whenever an event tells of it.</summary>
internal static class ProgressFeed
{
    /// <summary>At most four times a second.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>Events may be lost, so the work is read again now and then.</summary>
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(5);

    /// <summary>The work at once, then after every change, until it is over or there is none.</summary>
    /// <param name="read"><see langword="null"/>: there is no such work.</param>
    /// <param name="stage">What of it is looked at: the same again is not told again.</param>
    /// <param name="recheck">How long at most until it is read again without an event: 5 seconds where nothing is said.</param>
    public static async IAsyncEnumerable<T> WatchAsync<T, TStage>(
        IEventStream events, TimeProvider time, Func<P2PEvent, bool> interested, Func<CancellationToken, Task<T?>> read,
        Func<T, TStage> stage, Func<T, bool> isOver, [EnumeratorCancellation] CancellationToken cancellationToken, TimeSpan? recheck = null)
        where T : class
        where TStage : struct
    {
        using var subscription = events.Subscribe(interested);
        // Not disposed: it may still be waiting then, which it does not allow. The subscription's end frees it.
        var told = subscription.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = told.MoveNextAsync().AsTask();
        TStage? seen = null;
        while (await read(cancellationToken) is { } work)
        {
            if (!EqualityComparer<TStage?>.Default.Equals(stage(work), seen))
            {
                seen = stage(work);
                yield return work;
            }

            if (isOver(work))
            {
                yield break;
            }

            await Task.Delay(Tick, time, cancellationToken);
            await Task.WhenAny(next, Task.Delay(recheck ?? Recheck, time, cancellationToken));
            while (next.IsCompleted)
            {
                // What came meanwhile is one change. Where events have ended, only the delay is waited for.
                next = await next ? told.MoveNextAsync().AsTask() : new TaskCompletionSource<bool>().Task;
            }
        }
    }
}
