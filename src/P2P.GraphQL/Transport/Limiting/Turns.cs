using System.Diagnostics.CodeAnalysis;

namespace P2P.GraphQL.Transport.Limiting;

/// <summary>Lets so many in at a time. Where more wait, the groups that they are of take turns: the one that asks for much waits
/// behind itself, and not the others behind it.</summary>
internal sealed class Turns<TGroup>(int most, int mostWaiting)
    where TGroup : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TGroup, Queue<TaskCompletionSource>> _waiting = [];
    private readonly Queue<TGroup> _order = new(); // Each group that has somebody waiting, once.
    private int _inside;

    /// <returns>To be disposed of at the end; <see langword="null"/> if too many of the group wait already.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before its turn came.</exception>
    public async ValueTask<IDisposable?> EnterAsync(TGroup group, CancellationToken cancellationToken)
    {
        if (!TryEnter(group, out var turn))
        {
            return null;
        }

        if (turn is not null)
        {
            using var registration = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
            await turn.Task;
        }

        return new Place(this);
    }

    /// <param name="turn">What to wait for; <see langword="null"/>: nothing.</param>
    private bool TryEnter(TGroup group, out TaskCompletionSource? turn)
    {
        lock (_gate)
        {
            turn = null;
            if (_inside < most)
            {
                _inside++;
                return true;
            }

            var queue = _waiting.GetValueOrDefault(group) ?? new();
            if (queue.Count >= mostWaiting && queue.Count(waiting => !waiting.Task.IsCanceled) >= mostWaiting)
            {
                return false;
            }

            _waiting[group] = queue;

            if (queue.Count == 0 && !_order.Contains(group))
            {
                _order.Enqueue(group);
            }

            queue.Enqueue(turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return true;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            while (TakeNext(out var next))
            {
                if (next.TrySetResult())
                {
                    return; // In the place of the one that leaves.
                }
            }

            _inside--;
        }
    }

    private bool TakeNext([NotNullWhen(true)] out TaskCompletionSource? next)
    {
        while (_order.TryDequeue(out var group))
        {
            var queue = _waiting[group];
            if (!queue.TryDequeue(out next))
            {
                _waiting.Remove(group);
                continue;
            }

            if (queue.Count > 0)
            {
                _order.Enqueue(group);
            }
            else
            {
                _waiting.Remove(group);
            }

            return true;
        }

        next = null;
        return false;
    }

    private sealed class Place(Turns<TGroup> turns) : IDisposable
    {
        private Turns<TGroup>? _turns = turns;

        public void Dispose() => Interlocked.Exchange(ref _turns, null)?.Leave();
    }
}
