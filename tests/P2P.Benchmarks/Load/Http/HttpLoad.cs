using System.Diagnostics;
using System.Text;

namespace P2P.Benchmarks.Load.Http;

/// <summary>Sends requests over some connections at once, each connection its own part one after another, and times every one.</summary>
internal static class HttpLoad
{
    /// <param name="parts">One connection's requests each.</param>
    /// <param name="expected">Text that every good answer holds.</param>
    /// <exception cref="InvalidOperationException">An answer was another.</exception>
    public static async Task<LoadSample> RunAsync(Uri server, IReadOnlyList<IReadOnlyList<byte[]>> parts, string expected)
    {
        var wanted = Encoding.UTF8.GetBytes(expected);
        var connections = await Task.WhenAll(parts.Select(_ => HttpConnection.OpenAsync(server)));
        try
        {
            var watch = Stopwatch.StartNew();
            var times = await Task.WhenAll(parts.Select((part, i) => Task.Run(() => RunAsync(connections[i], part, wanted))));
            return LoadSample.Of(times.SelectMany(t => t), watch.Elapsed);
        }
        finally
        {
            foreach (var connection in connections)
            {
                connection.Dispose();
            }
        }
    }

    /// <summary>The same request so many times in all.</summary>
    public static IReadOnlyList<IReadOnlyList<byte[]>> Same(byte[] request, int connections, int count) =>
        [.. Enumerable.Range(0, connections).Select(_ => Enumerable.Repeat(request, count / connections).ToArray())];

    /// <summary>Deals requests out to connections, to each its own in one piece.</summary>
    public static IReadOnlyList<IReadOnlyList<byte[]>> Deal(IReadOnlyList<byte[]> requests, int connections)
    {
        var each = requests.Count / connections;
        return [.. Enumerable.Range(0, connections).Select(i => requests.Skip(i * each).Take(each).ToArray())];
    }

    private static async Task<List<double>> RunAsync(HttpConnection connection, IReadOnlyList<byte[]> requests, byte[] wanted)
    {
        var times = new List<double>(requests.Count);
        foreach (var request in requests)
        {
            var start = Stopwatch.GetTimestamp();
            var (status, body) = await connection.ExchangeAsync(request);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (status >= 300 || body.Span.IndexOf(wanted) < 0)
            {
                throw new InvalidOperationException($"The server answered {status}: {Encoding.UTF8.GetString(body.Span)}");
            }
        }

        return times;
    }
}
