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

    public static async Task<string> Slow(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Probe.Started);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return "never";
        }
        finally
        {
            Interlocked.Increment(ref Probe.Stopped);
        }
    }
}

/// <summary>What the resolvers saw, for tests to ask.</summary>
internal static class Probe
{
    public static int Started;
    public static int Stopped;
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
    public static async IAsyncEnumerable<string> Flood([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var text = new string('x', 100_000);
        while (!cancellationToken.IsCancellationRequested)
        {
            yield return text;
            await Task.Delay(1, cancellationToken);
        }
    }

    public static async IAsyncEnumerable<int> Silent([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Probe.Started);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref Probe.Stopped);
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
