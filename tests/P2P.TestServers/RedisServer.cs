using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace P2P.TestServers;

/// <summary>
/// A real Redis of the test run's own, which keeps nothing on disk: on a free port of 127.0.0.1. Goes when disposed or when this
/// process ends, however it ends.
/// </summary>
public sealed class RedisServer : IAsyncDisposable
{
    /// <summary>The connection string of a server that stands already, as StackExchange.Redis reads it: "host:port,password=...".</summary>
    public const string Variable = "P2P_TEST_REDIS";

    private static readonly Lazy<Task<RedisServer>> Shared = new(StartSharedAsync);

    private readonly LocalServer? _local;

    private RedisServer(string connectionString, LocalServer? local) => (ConnectionString, _local) = (connectionString, local);

    public string ConnectionString { get; }

    private LocalServer Local => _local ?? throw new InvalidOperationException(
        $"The server of {Variable} is not the test run's to stop: start one with {nameof(StartAsync)}.");

    /// <summary>One for this test process, started by the first who asks; the one of <see cref="Variable"/> where that is set.</summary>
    public static Task<RedisServer> SharedAsync() => Shared.Value;

    /// <exception cref="MissingServerException">Redis is not installed here.</exception>
    public static async Task<RedisServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var account = ServerAccount.For("redis");
        var redis = InstalledBinary.Find("redis-server", []) ?? throw new MissingServerException(
            $"Redis is not installed: PATH has no redis-server (Debian: apt-get install redis-server). Or set {Variable}.");
        var folder = account.MakeFolder("p2p-redis-");
        var local = new LocalServer(
            "Redis",
            folder,
            port => account.Running(
                redis, "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
                "--dir", folder),
            AnswersAsync);
        try
        {
            await local.StartAsync(cancellationToken);
            return new RedisServer($"127.0.0.1:{local.Port}", local);
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it in its own good order: connections break.</summary>
    public Task StopAsync() => Local.StopAsync();

    /// <summary>Kills it at once.</summary>
    public Task KillAsync() => Local.KillAsync();

    /// <summary>Starts it, empty, on the same port, and returns when it answers.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken = default) => Local.StartAgainAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_local is not null)
        {
            await _local.DisposeAsync();
        }
    }

    private static Task<RedisServer> StartSharedAsync() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? Task.FromResult(new RedisServer(given, local: null))
            : StartAsync();

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray(), cancellationToken);
            var answer = new byte[5];
            await stream.ReadExactlyAsync(answer, cancellationToken);
            return Encoding.ASCII.GetString(answer) == "+PONG";
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
