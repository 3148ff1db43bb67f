using P2P.TestServers;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>The real server as a process of its own: it can be killed, paused and started again, and keeps its address.</summary>
internal sealed class CrashServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly IReadOnlyList<string> _arguments;
    private WatchedProcess? _process;

    /// <param name="folder">Content root, key and logs; goes with this process.</param>
    /// <param name="settings">Environment variables.</param>
    public CrashServer(string folder, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> arguments, int port)
    {
        (_folder, _settings, _arguments) = (folder, settings, arguments);
        Root = new Uri($"http://127.0.0.1:{port}");
    }

    public Uri Root { get; }

    public bool HasExited => _process?.HasExited ?? true;

    public string Log => Path.Combine(_folder, $"server-{Root.Port}.log");

    private WatchedProcess Running => _process ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>Starts it, and returns once it answers or has died.</summary>
    /// <param name="fault">Where it is to die: a value of <c>P2P_FAULT</c>.</param>
    public async Task StartAsync(string? fault = null)
    {
        var environment = _settings
            .Append(new("ASPNETCORE_ENVIRONMENT", "Development"))
            .Append(new("ASPNETCORE_CONTENTROOT", _folder))
            .Append(new("P2P_FAULT", fault ?? ""));
        string[] command =
        [
            "env", .. environment.Select(e => $"{e.Key}={e.Value}"),
            "dotnet", Path.Combine(AppContext.BaseDirectory, "P2P.GraphQL.dll"), "--urls", $"{Root.Scheme}://{Root.Authority}", .. _arguments,
        ];
        _process = await WatchedProcess.StartAsync(command, _folder, Log, CancellationToken.None);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        while (!_process.HasExited && !await AnswersAsync(http))
        {
            await Task.Delay(20);
        }
    }

    /// <summary>SIGKILL, and returns when nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        await Running.KillAsync();
        _process = null;
    }

    public void Pause() => Running.Pause();

    public void Resume() => Running.Resume();

    /// <summary>Waits until it has died of itself.</summary>
    public async Task WhenExitedAsync()
    {
        for (var patience = Patience.Token(); !HasExited; await Task.Delay(10, patience))
        {
        }
    }

    /// <summary>The tokens that it printed: of an admin first, then of volunteers.</summary>
    public async Task<IReadOnlyList<string>> TokensAsync()
    {
        await using var file = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var lines = (await reader.ReadToEndAsync()).Split('\n');
        return [.. lines.Where(line => line.StartsWith("eyJ", StringComparison.Ordinal)).Take(3)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }
    }

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Root, "/health/live"));
            return answer.IsSuccessStatusCode && (await TokensAsync()).Count > 0;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
