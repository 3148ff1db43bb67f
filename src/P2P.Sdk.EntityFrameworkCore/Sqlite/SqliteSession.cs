using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NodaTime;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using SQLitePCL;

namespace P2P.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>One connection with its prepared statements; used by one caller at a time. Nothing here waits: the file is on
/// this machine.</summary>
internal sealed class SqliteSession : Session, IDisposable
{
    /// <summary>Of SQLite's machine, some millions of which are run in a second.</summary>
    private const int StepsBetweenLooks = 1_000;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<(Type? Row, string Text), SqliteCommand> _commands = [];
    private readonly TimeProvider _time;

    public SqliteSession(string connectionString, RowMaps maps, int cacheKilobytes, TimeProvider time)
        : base(maps)
    {
        _time = time;
        _connection = new SqliteConnection(connectionString);
        _connection.Open();
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = FULL");
        Run("PRAGMA foreign_keys = ON");
        Run("PRAGMA busy_timeout = 5000");
        Run("PRAGMA temp_store = MEMORY");
        Run($"PRAGMA cache_size = {-cacheKilobytes}");
        Run("PRAGMA wal_autocheckpoint = 4000"); // 16 MB: pages that are written often are copied back more rarely.
    }

    public override ValueTask<long> NumberAsync(FormattableString sql) =>
        new(Command(null, "", sql).ExecuteScalar() is long number ? number : 0);

    public override ValueTask<int> ExecuteAsync(FormattableString sql) => new(Command(null, "", sql).ExecuteNonQuery());

    public override ValueTask<Instant> NowAsync()
    {
        // The file is on this machine, so its clock is the machine's; cut to microseconds, as all instants are.
        var ticks = _time.GetUtcNow().UtcTicks;
        return new(NodaConstants.BclEpoch.PlusTicks(ticks - (ticks % TimeSpan.TicksPerMicrosecond)));
    }

    // A write transaction is the only one, so nobody else changes anything.
    public override ValueTask LockAsync<TRow>(FormattableString rest) => default;

    public override ValueTask LockAsync(LockName name) => default;

    public override ValueTask LockAsync(IEnumerable<LockName> names) => default;

    public override ValueTask ShareAsync(LockName name) => default;

    public override ValueTask<bool> TryLockAsync(LockName name) => new(true);

    public override string IndexedBy(string index) => $"INDEXED BY {index}";

    /// <summary>BEGIN, COMMIT and the like.</summary>
    public void Run(string statement)
    {
        if (!_commands.TryGetValue((null, statement), out var command))
        {
            _commands.Add((null, statement), command = Prepare(statement, 0));
        }

        command.ExecuteNonQuery();
    }

    /// <summary>Interrupts what runs longer from now on; <see langword="null"/>: nothing.</summary>
    public void GiveUpAfter(TimeSpan? longest)
    {
        if (longest is not { } limit)
        {
            raw.sqlite3_progress_handler(_connection.Handle, 0, null, null);
            return;
        }

        var start = Stopwatch.GetTimestamp();
        raw.sqlite3_progress_handler(_connection.Handle, StepsBetweenLooks, _ => Stopwatch.GetElapsedTime(start) > limit ? 1 : 0, null);
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    protected override ValueTask<DbDataReader> ReadAsync(Type? row, string prefix, FormattableString sql) =>
        new(Command(row, prefix, sql).ExecuteReader());

    protected override ValueTask<int> WriteAsync<TRow>(RowMap<TRow> map, string sql, TRow row)
    {
        if (!_commands.TryGetValue((typeof(TRow), sql), out var command))
        {
            _commands.Add((typeof(TRow), sql), command = Prepare(sql, map.Types.Count));
        }

        for (var i = 0; i < map.Types.Count; i++)
        {
            command.Parameters[i].Value = map.ValueOf(row, i);
        }

        return new(command.ExecuteNonQuery());
    }

    private SqliteCommand Command(Type? row, string prefix, FormattableString sql)
    {
        if (!_commands.TryGetValue((row, sql.Format), out var command))
        {
            object[] names = [.. Enumerable.Range(0, sql.ArgumentCount).Select(Values.Placeholder)];
            command = Prepare(prefix + string.Format(sql.Format, names), sql.ArgumentCount);
            _commands.Add((row, sql.Format), command);
        }

        for (var i = 0; i < sql.ArgumentCount; i++)
        {
            command.Parameters[i].Value = Values.ToDatabase(sql.GetArgument(i));
        }

        return command;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter(Values.Placeholder(i), DBNull.Value));
        }

        return command;
    }
}
