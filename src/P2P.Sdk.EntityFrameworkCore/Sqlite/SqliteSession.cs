using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;

namespace P2P.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>One connection with its prepared statements; used by one thread at a time.</summary>
/// <remarks>Statements are interpolated strings whose holes become parameters, never text.</remarks>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly IModel _model;
    private readonly Dictionary<(Type? Row, string Text), SqliteCommand> _commands = [];
    private readonly Dictionary<Type, object> _maps;
    private readonly TimeProvider _time;

    /// <param name="maps">Shared by the sessions of one database; locked while it grows.</param>
    public SqliteSession(string connectionString, IModel model, Dictionary<Type, object> maps, int cacheKilobytes, TimeProvider time)
    {
        (_model, _maps, _time) = (model, maps, time);
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

    /// <summary>The rows that follow from <c>SELECT its columns FROM its table</c> and the rest of the statement.</summary>
    public List<TRow> Query<TRow>(FormattableString rest)
        where TRow : class, new()
    {
        var rows = new List<TRow>();
        ForEach<TRow>(rest, rows.Add);
        return rows;
    }

    public TRow? Find<TRow>(FormattableString rest)
        where TRow : class, new()
    {
        var map = Map<TRow>();
        using var reader = Bind(Command(typeof(TRow), rest.Format, map.Select, rest), rest).ExecuteReader();
        return reader.Read() ? map.Read(reader) : null;
    }

    /// <summary>Reads rows one by one, for tables that do not fit in memory. The action runs no statement.</summary>
    public void ForEach<TRow>(FormattableString rest, Action<TRow> action)
        where TRow : class, new()
    {
        var map = Map<TRow>();
        using var reader = Bind(Command(typeof(TRow), rest.Format, map.Select, rest), rest).ExecuteReader();
        while (reader.Read())
        {
            action(map.Read(reader));
        }
    }

    /// <summary>What a statement answers, row by row.</summary>
    public List<T> List<T>(FormattableString sql, Func<SqliteDataReader, T> read)
    {
        var list = new List<T>();
        using var reader = Bind(Command(null, sql.Format, "", sql), sql).ExecuteReader();
        while (reader.Read())
        {
            list.Add(read(reader));
        }

        return list;
    }

    /// <summary>A whole number; 0 where there is no row or it is null.</summary>
    public long Number(FormattableString sql) =>
        Bind(Command(null, sql.Format, "", sql), sql).ExecuteScalar() is long number ? number : 0;

    /// <returns>How many rows were written.</returns>
    public int Execute(FormattableString sql) => Bind(Command(null, sql.Format, "", sql), sql).ExecuteNonQuery();

    public void Insert<TRow>(TRow row)
        where TRow : class, new() => Write(Map<TRow>(), Map<TRow>().Insert, row);

    /// <summary>Inserts a row, or does what the clause says: <c>ON CONFLICT DO NOTHING</c>.</summary>
    public int Insert<TRow>(TRow row, string onConflict)
        where TRow : class, new() => Write(Map<TRow>(), Map<TRow>().Insert + " " + onConflict, row);

    /// <summary>Writes every column of the row that has this primary key.</summary>
    public void Update<TRow>(TRow row)
        where TRow : class, new() => Write(Map<TRow>(), Map<TRow>().Update, row);

    /// <summary>The machines' clock.</summary>
    public Instant Now()
    {
        // The file is on this machine, so its clock is the machine's; cut to microseconds, as all instants are.
        var ticks = _time.GetUtcNow().UtcTicks;
        return NodaConstants.BclEpoch.PlusTicks(ticks - (ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>BEGIN, COMMIT and the like.</summary>
    public void Run(string statement)
    {
        if (!_commands.TryGetValue((null, statement), out var command))
        {
            _commands.Add((null, statement), command = Prepare(statement, 0));
        }

        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private int Write<TRow>(RowMap<TRow> map, string sql, TRow row)
        where TRow : class, new()
    {
        if (!_commands.TryGetValue((typeof(TRow), sql), out var command))
        {
            command = Prepare(sql, map.Columns);
            _commands.Add((typeof(TRow), sql), command);
        }

        for (var i = 0; i < map.Columns; i++)
        {
            command.Parameters[i].Value = map.ValueOf(row, i);
        }

        return command.ExecuteNonQuery();
    }

    private RowMap<TRow> Map<TRow>()
        where TRow : class, new()
    {
        lock (_maps)
        {
            if (!_maps.TryGetValue(typeof(TRow), out var map))
            {
                _maps.Add(typeof(TRow), map = new RowMap<TRow>(_model));
            }

            return (RowMap<TRow>)map;
        }
    }

    private SqliteCommand Command(Type? row, string text, string prefix, FormattableString sql)
    {
        if (!_commands.TryGetValue((row, text), out var command))
        {
            object[] names = [.. Enumerable.Range(0, sql.ArgumentCount).Select(i => $"@p{i}")];
            command = Prepare(prefix + string.Format(text, names), sql.ArgumentCount);
            _commands.Add((row, text), command);
        }

        return command;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter($"@p{i}", DBNull.Value));
        }

        return command;
    }

    private static SqliteCommand Bind(SqliteCommand command, FormattableString sql)
    {
        for (var i = 0; i < sql.ArgumentCount; i++)
        {
            command.Parameters[i].Value = SqliteValues.ToDatabase(sql.GetArgument(i));
        }

        return command;
    }
}
