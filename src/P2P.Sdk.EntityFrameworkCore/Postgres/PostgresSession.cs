using System.Data.Common;
using System.Globalization;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>One transaction; the driver prepares the statements that recur.</summary>
internal sealed class PostgresSession(
    NpgsqlConnection connection, RowMaps maps, PostgresClock clock, CancellationToken cancellationToken) : Session(maps)
{
    public override async ValueTask<long> NumberAsync(FormattableString sql)
    {
        await using var command = Command("", sql);
        return await command.ExecuteScalarAsync(cancellationToken) is { } number and not DBNull
            ? Convert.ToInt64(number, CultureInfo.InvariantCulture)
            : 0;
    }

    public override async ValueTask<int> ExecuteAsync(FormattableString sql)
    {
        await using var command = Command("", sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async ValueTask<Instant> NowAsync() =>
        clock.Wished ?? (await ListAsync($"SELECT clock_timestamp()", reader => Values.ReadInstant(reader, 0)))[0];

    // Not FOR UPDATE: that would keep others from inserting rows that point to these.
    public override async ValueTask LockAsync<TRow>(FormattableString rest)
    {
        await using var command = Command($"SELECT 1 FROM {Maps.Of<TRow>().Table} ", rest, " FOR NO KEY UPDATE");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async ValueTask LockAsync(LockName name) => await ExecuteAsync($"SELECT pg_advisory_xact_lock({name.Key})");

    public override async ValueTask LockAsync(IEnumerable<LockName> names)
    {
        long[] keys = [.. names.Select(name => name.Key).Distinct().Order()];
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(key) FROM unnest($1) AS key", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = keys });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async ValueTask ShareAsync(LockName name) =>
        await ExecuteAsync($"SELECT pg_advisory_xact_lock_shared({name.Key})");

    public override async ValueTask<bool> TryLockAsync(LockName name) =>
        await NumberAsync($"SELECT pg_try_advisory_xact_lock({name.Key})::int") > 0;

    public override string IndexedBy(string index) => "";

    protected override async ValueTask<DbDataReader> ReadAsync(Type? row, string prefix, FormattableString sql)
    {
        await using var command = Command(prefix, sql); // The reader does without it.
        return await command.ExecuteReaderAsync(cancellationToken);
    }

    protected override async ValueTask<int> WriteAsync<TRow>(RowMap<TRow> map, string sql, TRow row)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        for (var i = 0; i < map.Types.Count; i++)
        {
            // Typed also where it is null, so that it is one prepared statement for all rows.
            command.Parameters.Add(new NpgsqlParameter { Value = map.ValueOf(row, i), NpgsqlDbType = TypeOf(map.Types[i]) });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlDbType TypeOf(Type type) =>
        type == typeof(Guid) ? NpgsqlDbType.Uuid
        : type == typeof(Instant) ? NpgsqlDbType.TimestampTz
        : type == typeof(bool) ? NpgsqlDbType.Boolean
        : type == typeof(string) ? NpgsqlDbType.Text
        : type == typeof(int) ? NpgsqlDbType.Integer
        : type == typeof(long) ? NpgsqlDbType.Bigint
        : throw new ArgumentException($"No column holds a {type}.", nameof(type));

    private NpgsqlCommand Command(string prefix, FormattableString sql, string suffix = "")
    {
        object[] names = [.. Enumerable.Range(0, sql.ArgumentCount).Select(Values.Placeholder)];
        var command = new NpgsqlCommand(prefix + string.Format(sql.Format, names) + suffix, connection);
        foreach (var argument in sql.GetArguments())
        {
            command.Parameters.Add(new NpgsqlParameter { Value = Values.ToDatabase(argument) });
        }

        return command;
    }
}
