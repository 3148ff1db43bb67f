using System.Globalization;
using System.Text.RegularExpressions;
using P2P.TestServers;

namespace P2P.Nodes.Tests;

/// <summary>What a server process is started with.</summary>
public sealed record ServerProcessOptions
{
    /// <summary>The connection string of a migrated database.</summary>
    public required string Postgres { get; init; }

    /// <summary><see langword="null"/>: one node, or nodes that hear of each other late.</summary>
    public string? Redis { get; init; }

    /// <summary>Where the server runs and keeps Development's key; nodes of one system share it. Removed if the test process
    /// ends without ending the server.</summary>
    public required string Folder { get; init; }

    /// <summary>The business's clock against the system's. Default none.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Configuration by environment variables, such as <c>Twilio__AccountSid</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

/// <summary>The real server, <c>dotnet P2P.GraphQL.dll serve</c>, as a process that can be killed and started again.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(120); // On a machine that runs everything else too.

    private readonly WatchedProcess _process;
    private readonly string _log;
    private bool _ended;

    private ServerProcess(WatchedProcess process, string log, Uri root) => (_process, _log, Root) = (process, log, root);

    /// <summary>Such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri Root { get; }

    public Uri GraphQL => new(Root, "graphql");

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>All that it wrote so far, logs included.</summary>
    public Task<string> OutputAsync() => File.ReadAllTextAsync(_log);

    /// <summary>Starts a server on a free port and waits until it serves.</summary>
    /// <exception cref="InvalidOperationException">It ended, or does not come up; the message has its output.</exception>
    public static async Task<ServerProcess> StartAsync(ServerProcessOptions options)
    {
        var log = Path.Combine(options.Folder, $"server-{Guid.CreateVersion7():N}.log");
        var process = await WatchedProcess.StartAsync(
            Command(options, "serve", "--urls", "http://127.0.0.1:0"), options.Folder, log, CancellationToken.None);
        using var patience = new CancellationTokenSource(LongestStart);
        while (true)
        {
            var output = File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
            if (Address().Match(output) is { Success: true } serving)
            {
                return new ServerProcess(process, log, new Uri(serving.Groups[1].Value));
            }

            if (process.HasExited || patience.IsCancellationRequested)
            {
                if (!process.HasExited)
                {
                    await process.KillAsync();
                }

                throw new InvalidOperationException($"The server does not start: {output}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Runs another command of the server, such as <c>migrate</c>, to its end.</summary>
    /// <returns>Its exit code, and all that it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(ServerProcessOptions options, params string[] arguments)
    {
        var command = Command(options, arguments);
        var start = new System.Diagnostics.ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _ended = true;
        await _process.KillAsync();
    }

    /// <summary>Ends it in good order.</summary>
    public async Task StopAsync()
    {
        _ended = true;
        await _process.StopAsync(ProcessSignal.Terminate);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended)
        {
            await KillAsync();
        }
    }

    /// <remarks>Connection strings go by environment: nobody sees them in the list of processes.</remarks>
    private static IReadOnlyList<string> Command(ServerProcessOptions options, params string[] arguments)
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__Postgres"] = options.Postgres,
            ["ConnectionStrings__Redis"] = options.Redis ?? "",
            ["RateLimits__UserPerMinute"] = "0", // Tests ask for more than people do.
            ["RateLimits__AddressPerMinute"] = "0",
            ["Clock__Offset"] = options.ClockOffset.ToString("c", CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        var server = Path.Combine(AppContext.BaseDirectory, "P2P.GraphQL.dll");
        return ["env", "-C", options.Folder, .. settings.Select(s => $"{s.Key}={s.Value}"), "dotnet", server, .. arguments];
    }

    [GeneratedRegex(@"^Serving GraphQL at (http://\S+)/graphql", RegexOptions.Multiline)]
    private static partial Regex Address();
}
