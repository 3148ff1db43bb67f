using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GraphQL;

namespace P2P.GraphQL.Transport.Execution;

/// <summary>Turns the push of a subscription's events into a pull, with a bounded queue between.</summary>
internal static class SubscriptionEvents
{
    /// <exception cref="SlowConsumerException">More than <paramref name="capacity"/> events waited; those were read.</exception>
    public static async IAsyncEnumerable<ExecutionResult> ReadAsync(
        IObservable<ExecutionResult> source, int capacity, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var queue = Channel.CreateBounded<ExecutionResult>(new BoundedChannelOptions(capacity) { SingleReader = true });
        using var subscription = source.Subscribe(new Queue(queue.Writer));
        await foreach (var result in queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    private sealed class Queue(ChannelWriter<ExecutionResult> writer) : IObserver<ExecutionResult>
    {
        public void OnNext(ExecutionResult value)
        {
            if (!writer.TryWrite(value))
            {
                writer.TryComplete(new SlowConsumerException());
            }
        }

        public void OnError(Exception error) => writer.TryComplete(error);

        public void OnCompleted() => writer.TryComplete();
    }
}
