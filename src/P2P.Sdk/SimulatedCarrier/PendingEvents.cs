using NodaTime;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>What is still to be told, earliest first; at one moment in the order of the keys. Safe for concurrent
/// use.</summary>
internal sealed class PendingEvents
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<PendingEvent, (Instant Due, string Key)> _queue = new(ByDueThenKey);
    private TaskCompletionSource _changed = New();

    private static IComparer<(Instant Due, string Key)> ByDueThenKey { get; } =
        Comparer<(Instant Due, string Key)>.Create((a, b) =>
            a.Due == b.Due ? string.CompareOrdinal(a.Key, b.Key) : a.Due.CompareTo(b.Due));

    public void Add(IEnumerable<PendingEvent> events)
    {
        lock (_lock)
        {
            foreach (var pending in events)
            {
                _queue.Enqueue(pending, (pending.Due, pending.Key));
            }

            _changed.TrySetResult();
        }
    }

    /// <summary>Takes out all that is due, in order.</summary>
    public List<PendingEvent> TakeDue(Instant upTo)
    {
        List<PendingEvent> due = [];
        lock (_lock)
        {
            while (_queue.TryPeek(out var next, out _) && next.Due <= upTo)
            {
                due.Add(_queue.Dequeue());
            }
        }

        return due;
    }

    /// <summary>When the next one is due, and a task that ends when more were added since.</summary>
    public (Instant? Due, Task Changed) Next()
    {
        lock (_lock)
        {
            if (_changed.Task.IsCompleted)
            {
                _changed = New();
            }

            return (_queue.TryPeek(out var next, out _) ? next.Due : null, _changed.Task);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
