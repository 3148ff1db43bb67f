using Npgsql;

namespace P2P.Benchmarks.Load;

/// <summary>Statements of the benchmark's own, outside of what is measured.</summary>
internal static class Sql
{
    public static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Command Timeout=600;Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The columns of the one row, as numbers.</summary>
    public static async Task<double[]> NumbersAsync(string database, string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Command Timeout=600;Pooling=false");
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToDouble(reader.GetValue(i)))];
    }

    /// <summary>Two columns of texts.</summary>
    public static async Task<IReadOnlyList<(string, string)>> TextsAsync(string database, string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        var texts = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            texts.Add((reader.GetString(0), reader.GetString(1)));
        }

        return texts;
    }

    public static async Task<Guid> GuidAsync(string database, string sql, Guid value)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        return (Guid)(await command.ExecuteScalarAsync())!;
    }
}
