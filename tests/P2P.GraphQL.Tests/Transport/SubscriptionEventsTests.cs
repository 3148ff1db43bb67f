using GraphQL;
using P2P.GraphQL.Transport.Execution;

namespace P2P.GraphQL.Tests.Transport;

public class SubscriptionEventsTests
{
    [Fact]
    public async Task Events_that_wait_are_read_in_order_and_one_too_many_is_a_failure_not_a_gap()
    {
        var results = Enumerable.Range(0, 6).Select(_ => new ExecutionResult()).ToArray();
        var read = new List<ExecutionResult>();

        await Assert.ThrowsAsync<SlowConsumerException>(async () =>
        {
            await foreach (var result in SubscriptionEvents.ReadAsync(new AtOnce(results), 5, CancellationToken.None))
            {
                read.Add(result);
            }
        });

        Assert.Equal(results[..5], read);
    }

    [Fact]
    public async Task As_many_events_as_may_wait_are_all_read()
    {
        var results = Enumerable.Range(0, 5).Select(_ => new ExecutionResult()).ToArray();
        var read = new List<ExecutionResult>();
        await foreach (var result in SubscriptionEvents.ReadAsync(new AtOnce(results), 5, CancellationToken.None))
        {
            read.Add(result);
        }

        Assert.Equal(results, read);
    }

    /// <summary>A source whose events all come before the first can be read.</summary>
    private sealed class AtOnce(IEnumerable<ExecutionResult> results) : IObservable<ExecutionResult>, IDisposable
    {
        public IDisposable Subscribe(IObserver<ExecutionResult> observer)
        {
            foreach (var result in results)
            {
                observer.OnNext(result);
            }

            observer.OnCompleted();
            return this;
        }

        public void Dispose()
        {
        }
    }
}
