using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using P2P.Sdk;
using P2P.TestServers;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>The database that the servers of a crash test share, and the test looks into.</summary>
internal abstract class CrashDatabase : IAsyncDisposable
{
    // Of each server, so that the tables are made once.
    private static readonly ConcurrentDictionary<PostgresServer, Lazy<Task<string>>> Templates = [];

    // Two copies of one template at a time would see each other as somebody who is connected to it.
    private static readonly SemaphoreSlim Copying = new(1);

    /// <summary>What the server is started with to use it: arguments and environment variables.</summary>
    public virtual IReadOnlyList<string> Arguments => [];

    public virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    protected abstract IReadOnlyList<string> Notes { get; }

    public static CrashDatabase InFile() => new SqliteFile();

    /// <summary>A new database with the tables of this version.</summary>
    public static async Task<CrashDatabase> OnAsync(PostgresServer server)
    {
        var made = Templates.GetOrAdd(server, s => new(async () =>
        {
            var name = $"p2p_crash_{Guid.CreateVersion7():N}";
            await MigrateAsync(await s.CreateDatabaseAsync(name));
            return name;
        }));
        var template = await made.Value;
        await Copying.WaitAsync();
        try
        {
            return new Postgres(await server.CreateDatabaseAsync(template: template));
        }
        finally
        {
            Copying.Release();
        }
    }

    private static async Task MigrateAsync(string connectionString)
    {
        var services = new ServiceCollection();
        services.AddP2P().UsePostgreSql(connectionString, migrateAtStart: true).UseSimulatedCarrier();
        await using var provider = services.BuildServiceProvider();
        foreach (var schema in provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await schema.StartingAsync(default);
        }
    }

    public abstract void Use(P2PBuilder builder);

    /// <summary>Lets the database itself note the order in which attempts and opt-outs are written: each is written under its
    /// contact's lock, so that for one contact this is the order of the commits.</summary>
    public async Task NoteOrderAsync()
    {
        foreach (var note in Notes)
        {
            await ExecuteAsync(note);
        }
    }

    /// <returns>Numbers of which an attempt was written after their opt-out.</returns>
    public Task<List<string>> SentAfterOptOutAsync() => ReadAsync(
        """
        SELECT DISTINCT s.phone FROM written s JOIN written o ON o.phone = s.phone
        WHERE s.kind = 'sending' AND o.kind = 'opt-out' AND s.place > o.place
        """);

    /// <returns>What is not dealt with yet: texts with their attempts, and webhooks.</returns>
    public async Task<string> OnTheirWayAsync() => string.Join(Environment.NewLine,
    [
        .. await ReadAsync(
            """
            SELECT 'text ' || m.sequence || ', kind ' || m.kind || ', status ' || m.status || ', attempt ' || a.number || ' '
              || a.started_at || ' to ' || a.deadline || ', answer ' || COALESCE(a.answer, '-') || ', look-ups ' || a.lookups_without_it
              || ', next ' || COALESCE(CAST(a.next_lookup_at AS text), '-')
            FROM messages m LEFT JOIN attempts a ON a.campaign_id = m.campaign_id AND a.message_id = m.message_id AND a.number = m.attempt
            WHERE m.status IN (0, 1, 2)
            """),
        .. await ReadAsync(
            """
            SELECT 'webhook ' || kind || ', status ' || status || ', tries ' || tries || ', kept ' || kept_at || ', due ' || due_at
            FROM webhook_inbox WHERE outcome IS NULL
            """),
    ]);

    /// <summary>A number, or 1 for true.</summary>
    public async Task<int> CountAsync(string sql) =>
        (await ReadAsync(sql)).Single() switch { "True" => 1, "False" => 0, var number => int.Parse(number, null) };

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public abstract Task<DbConnection> OpenAsync();

    public abstract ValueTask DisposeAsync();

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), null)!);
        }

        return rows;
    }

    private sealed class SqliteFile : CrashDatabase
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("p2p-crash-db-").FullName;

        public override IReadOnlyList<string> Arguments => ["--database", File];

        private string File => Path.Combine(_folder, "p2p.db");

        protected override IReadOnlyList<string> Notes =>
        [
            "CREATE TABLE written (place INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, phone TEXT)",
            """
            CREATE TRIGGER attempts_written AFTER INSERT ON attempts WHEN NEW.answer IS NULL AND NEW.next_lookup_at IS NULL BEGIN
              INSERT INTO written (kind, phone) SELECT 'sending', m.contact_number FROM messages m
                WHERE m.campaign_id = NEW.campaign_id AND m.message_id = NEW.message_id;
            END
            """,
            """
            CREATE TRIGGER opt_outs_written AFTER INSERT ON opt_outs BEGIN
              INSERT INTO written (kind, phone) VALUES ('opt-out', NEW.phone);
            END
            """,
        ];

        public override void Use(P2PBuilder builder) => builder.UseSqlite($"Data Source={File}");

        public override async Task<DbConnection> OpenAsync()
        {
            var connection = new SqliteConnection($"Data Source={File};Pooling=False;Default Timeout=10");
            await connection.OpenAsync();
            return connection;
        }

        public override ValueTask DisposeAsync()
        {
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Postgres(string connectionString) : CrashDatabase
    {
        public override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = connectionString,
        };

        protected override IReadOnlyList<string> Notes =>
        [
            "CREATE TABLE written (place bigserial PRIMARY KEY, kind text, phone text)",
            """
            CREATE FUNCTION note_attempt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.answer IS NULL AND NEW.next_lookup_at IS NULL THEN
                INSERT INTO written (kind, phone) SELECT 'sending', m.contact_number FROM messages m
                  WHERE m.campaign_id = NEW.campaign_id AND m.message_id = NEW.message_id;
              END IF;
              RETURN NEW;
            END $$
            """,
            "CREATE TRIGGER attempts_written AFTER INSERT ON attempts FOR EACH ROW EXECUTE FUNCTION note_attempt()",
            """
            CREATE FUNCTION note_opt_out() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              INSERT INTO written (kind, phone) VALUES ('opt-out', NEW.phone);
              RETURN NEW;
            END $$
            """,
            "CREATE TRIGGER opt_outs_written AFTER INSERT ON opt_outs FOR EACH ROW EXECUTE FUNCTION note_opt_out()",
        ];

        public override void Use(P2PBuilder builder) => builder.UsePostgreSql(connectionString);

        public override async Task<DbConnection> OpenAsync()
        {
            var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync();
            return connection;
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask; // It goes with its server.
    }
}
