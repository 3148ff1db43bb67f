using System.Runtime.CompilerServices;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.Sdk;

[assembly: ActorParameter]

namespace P2P.GraphQL.Tests.Transport;

/// <summary>A schema with one field for everything that a transport has to carry.</summary>
public sealed class Query
{
    public static string Hello(string? name) => $"Hello {name ?? "there"}";

    public static string Role(Actor actor) => actor.Role.ToString();

    [RequireAdmin]
    public static string Secret() => "for admins";

    public static Nested Nested() => new();

    public static INamed Named() => new Nested();

    public static string Fails() => throw new InvalidOperationException("Password123 is in this message");

    /// <summary>Ends when the test says so, whatever is cancelled.</summary>
    public static async Task<string> Held([FromServices] Probe probe)
    {
        probe.Enter();
        await probe.Released;
        probe.Leave();
        return "finished";
    }

    public static async Task<string> Slow([FromServices] Probe probe, CancellationToken cancellationToken)
    {
        probe.Enter();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return "never";
        }
        finally
        {
            probe.Leave();
        }
    }
}

/// <summary>How many resolvers of a server wait until they are cancelled, and how many were.</summary>
public sealed class Probe
{
    private int _entered;
    private int _left;
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Released => _release.Task;

    public void Release() => _release.TrySetResult();

    public int Entered => Volatile.Read(ref _entered);

    public int Open => Volatile.Read(ref _entered) - Volatile.Read(ref _left);

    public void Enter() => Interlocked.Increment(ref _entered);

    public void Leave() => Interlocked.Increment(ref _left);
}

public interface INamed
{
    string Name { get; }

    string Private { get; }
}

[Implements(typeof(INamed))]
public sealed class Nested : INamed
{
    public string Name => "nested";

    [RequireAdmin]
    public string Private => "for admins";

    public Nested Deeper() => new();
}

public sealed class Mutation
{
    public static int Add(int a, int b) => a + b;

    [RequireAdmin]
    public static string Reset() => "reset";
}

public sealed class Subscription
{
    public static async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 1; i <= to; i++)
        {
            await Task.Delay(5, cancellationToken);
            yield return i;
        }
    }

    /// <summary>Far more, far faster, than a client takes that does not read.</summary>
    public static async IAsyncEnumerable<string> Flood(
        [FromServices] Probe probe, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var text = new string('x', 100_000);
        probe.Enter();
        try
        {
            while (true)
            {
                yield return text;
                await Task.Delay(1, cancellationToken);
            }
        }
        finally
        {
            probe.Leave();
        }
    }

    public static async IAsyncEnumerable<int> Silent([FromServices] Probe probe, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        probe.Enter();
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            probe.Leave();
        }

        yield break;
    }

    [RequireAdmin]
    public static IAsyncEnumerable<int> Guarded(CancellationToken cancellationToken) => Count(1, cancellationToken);

    public static async IAsyncEnumerable<int> Breaks()
    {
        await Task.Yield();
        yield return 1;
        throw new InvalidOperationException("Password123 is in this message");
    }
}
