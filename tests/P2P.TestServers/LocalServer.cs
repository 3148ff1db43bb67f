using System.Diagnostics;

namespace P2P.TestServers;

/// <summary>What every server of the test run shares: a folder, a port, a process, and its ends.</summary>
internal sealed class LocalServer(
    string name,
    string folder,
    Func<int, IReadOnlyList<string>> command,
    Func<int, CancellationToken, Task<bool>> answers) : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private WatchedProcess? _process;

    public string Folder => folder;

    public int Port { get; private set; }

    private string Log => Path.Combine(folder, "log");

    private WatchedProcess Running => _process ?? throw new InvalidOperationException($"{name} is not running.");

    /// <summary>On a free port; on the next free one where another program was quicker.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            Port = FreePort.Next();
            try
            {
                await StartAgainAsync(cancellationToken);
                return;
            }
            catch (InvalidOperationException) when (tries < 3)
            {
                await DropAsync();
            }
        }
    }

    /// <exception cref="InvalidOperationException">It does not come up; the message holds the end of its log.</exception>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        if (_process is not null)
        {
            throw new InvalidOperationException($"{name} is running already.");
        }

        _process = await WatchedProcess.StartAsync(command(Port), folder, Log, cancellationToken);
        var waited = Stopwatch.StartNew();
        while (!await answers(Port, cancellationToken))
        {
            if (_process.HasExited || waited.Elapsed > LongestStart)
            {
                throw new InvalidOperationException($"{name} does not start: {await TailAsync()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        if (_process.HasExited)
        {
            // What answers on the port is another's.
            throw new InvalidOperationException($"{name} does not start: {await TailAsync()}");
        }
    }

    public async Task StopAsync()
    {
        await Running.StopAsync(ProcessSignal.Interrupt);
        _process = null;
    }

    public async Task KillAsync()
    {
        await Running.KillAsync();
        _process = null;
    }

    /// <summary>Runs a command that prepares the folder, to its end.</summary>
    public async Task RunAsync(IReadOnlyList<string> preparation, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(preparation[0], preparation.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{preparation[0]} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{name} cannot be prepared: {await errors} {await output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task DropAsync()
    {
        if (_process is { HasExited: false } process)
        {
            await process.KillAsync(); // Nothing of it is wanted any more.
        }

        _process = null;
    }

    private async Task<string> TailAsync() =>
        File.Exists(Log) ? string.Join(Environment.NewLine, (await File.ReadAllLinesAsync(Log)).TakeLast(20)) : "it has written no log.";
}
