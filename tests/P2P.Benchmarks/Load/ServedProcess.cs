using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using P2P.Benchmarks.Load.Http;
using P2P.TestServers;

namespace P2P.Benchmarks.Load;

/// <summary>A server process under load, on a free port of 127.0.0.1.</summary>
internal sealed partial class ServedProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly WatchedProcess _process;

    private ServedProcess(WatchedProcess process, Uri root, TimeSpan started) => (_process, Root, Started) = (process, root, started);

    public Uri Root { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan Started { get; }

    /// <summary>Resident memory, in MB.</summary>
    public double Memory => MegabytesOf("VmRSS");

    /// <summary>The most resident memory since <see cref="ForgetPeak"/>, in MB.</summary>
    public double PeakMemory => MegabytesOf("VmHWM");

    /// <inheritdoc cref="ProcessTime.Of"/>
    public TimeSpan CpuTime => ProcessTime.Of(_process.Id);

    /// <param name="command">The program and its arguments, by the address to listen at.</param>
    /// <param name="folder">To run in; it gets the log.</param>
    /// <param name="question">Asked until it is answered with status 200.</param>
    public static async Task<ServedProcess> StartAsync(
        Func<string, IReadOnlyList<string>> command, string folder, IReadOnlyDictionary<string, string> settings, byte[] question)
    {
        var root = new Uri($"http://127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}");
        var log = Path.Combine(folder, $"server-{root.Port}.log");
        var watch = Stopwatch.StartNew();
        var process = await WatchedProcess.StartAsync(
            ["env", "-C", folder, .. settings.Select(s => $"{s.Key}={s.Value}"), .. command(root.ToString())], folder, log, default);
        while (!await AnswersAsync(root, question))
        {
            if (process.HasExited || watch.Elapsed > LongestStart)
            {
                throw new InvalidOperationException($"A server does not start: {await File.ReadAllTextAsync(log)}");
            }

            await Task.Delay(5);
        }

        return new ServedProcess(process, root, watch.Elapsed);
    }

    /// <summary>Begins to look for the most memory anew.</summary>
    public void ForgetPeak() => File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");

    public async ValueTask DisposeAsync() => await _process.KillAsync(); // Nothing of it is wanted any more.

    private static async Task<bool> AnswersAsync(Uri root, byte[] question)
    {
        try
        {
            using var connection = await HttpConnection.OpenAsync(root);
            return (await connection.ExchangeAsync(question)).Status == 200;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private double MegabytesOf(string line) => double.Parse(
        Digits().Match(File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(line, StringComparison.Ordinal))).Value,
        CultureInfo.InvariantCulture) / 1024;

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
