using System.Globalization;
using Npgsql;

namespace P2P.TestServers;

/// <summary>
/// A real PostgreSQL of the test run's own: in a temporary folder, on a free port of 127.0.0.1, open to whoever is on this
/// machine. Goes when disposed or when this process ends, however it ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>A connection string of a server that stands already: its user may create databases.</summary>
    public const string Variable = "P2P_TEST_POSTGRES";

    private const string User = "postgres";
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartSharedAsync);

    private readonly NpgsqlConnectionStringBuilder _connection;
    private readonly LocalServer? _local;

    private PostgresServer(NpgsqlConnectionStringBuilder connection, LocalServer? local) => (_connection, _local) = (connection, local);

    /// <summary>On 127.0.0.1, unless <see cref="Variable"/> names another machine.</summary>
    public int Port => _connection.Port;

    /// <summary>Holds the data folder <c>data</c> and the server's <c>log</c>.</summary>
    /// <exception cref="InvalidOperationException">The server is not ours.</exception>
    public string Folder => Local.Folder;

    private LocalServer Local => _local ?? throw new InvalidOperationException(
        $"The server of {Variable} is not the test run's to stop: start one with {nameof(StartAsync)}.");

    /// <summary>One for this test process, started by the first who asks; the one of <see cref="Variable"/> where that is set.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <exception cref="MissingServerException">PostgreSQL is not installed here.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new PostgresServerOptions();
        var account = ServerAccount.For("postgres");
        var postgres = InstalledBinary.Find("postgres", Versions()) ?? throw new MissingServerException(
            $"PostgreSQL is not installed: neither /usr/lib/postgresql/*/bin nor PATH has it (Debian: apt-get install postgresql). "
            + $"Or set {Variable} to a connection string.");
        var folder = account.MakeFolder("p2p-postgres-");
        var data = Path.Combine(folder, "data");
        var local = new LocalServer(
            "PostgreSQL",
            folder,
            port => account.Running([postgres, "-D", data, .. Settings(options, port)]),
            (port, token) => AnswersAsync(Connection(port), token));
        try
        {
            var initdb = Path.Combine(Path.GetDirectoryName(postgres)!, "initdb");
            await local.RunAsync(
                account.Running(
                    initdb, "-D", data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"),
                cancellationToken);
            await local.StartAsync(cancellationToken);
            return new PostgresServer(Connection(local.Port), local);
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    public string ConnectionString(string database = "postgres") =>
        new NpgsqlConnectionStringBuilder(_connection.ConnectionString) { Database = database }.ConnectionString;

    /// <summary>Makes a database and returns its connection string.</summary>
    /// <param name="name">Default: a new one.</param>
    /// <param name="template">A database to copy, which nobody may be connected to meanwhile. Default: an empty one.</param>
    public async Task<string> CreateDatabaseAsync(
        string? name = null, string? template = null, CancellationToken cancellationToken = default)
    {
        name ??= $"p2p_{Guid.CreateVersion7():N}";
        if (template is not null)
        {
            // Idle connections in this process's own pool would count as somebody.
            await using var pooled = new NpgsqlConnection(ConnectionString(template));
            NpgsqlConnection.ClearPool(pooled);
        }

        await ExecuteAsync($"CREATE DATABASE {Quoted(name)} TEMPLATE {Quoted(template ?? "template0")}", cancellationToken);
        return ConnectionString(name);
    }

    /// <summary>Removes a database, whoever is connected.</summary>
    public Task DropDatabaseAsync(string name, CancellationToken cancellationToken = default) =>
        ExecuteAsync($"DROP DATABASE IF EXISTS {Quoted(name)} WITH (FORCE)", cancellationToken);

    /// <summary>Ends the server in its own good order: open transactions roll back, connections break.</summary>
    public Task StopAsync() => Local.StopAsync();

    /// <summary>Kills all of the server's processes at once, in the way of a power cut.</summary>
    public Task KillAsync() => Local.KillAsync();

    /// <summary>Starts it on the same folder and port, and returns when it answers. After a kill it recovers first.</summary>
    public Task StartAgainAsync(CancellationToken cancellationToken = default) => Local.StartAgainAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_local is not null)
        {
            await _local.DisposeAsync();
        }
    }

    private static Task<PostgresServer> StartSharedAsync() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? Task.FromResult(new PostgresServer(new NpgsqlConnectionStringBuilder(given), local: null))
            : StartAsync();

    /// <summary>Newest first.</summary>
    private static IEnumerable<string> Versions() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];

    private static IEnumerable<string> Settings(PostgresServerOptions options, int port)
    {
        var settings = new Dictionary<string, string>
        {
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["max_connections"] = "500",
            ["timezone"] = "UTC",
        };
        if (!options.Durable)
        {
            settings["fsync"] = settings["synchronous_commit"] = settings["full_page_writes"] = "off";
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
    }

    private static NpgsqlConnectionStringBuilder Connection(int port) =>
        new() { Host = "127.0.0.1", Port = port, Username = User, Database = "postgres" };

    private static async Task<bool> AnswersAsync(NpgsqlConnectionStringBuilder connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var probe = new NpgsqlConnection(connection.ConnectionString + ";Pooling=false;Timeout=5");
            await probe.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_connection.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
