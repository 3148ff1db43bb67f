using System.Globalization;
using Npgsql;

namespace P2P.Benchmarks;

/// <summary>The least that a send could be: one INSERT and one UPDATE by key, in one round trip.</summary>
internal sealed class BareSends : IAsyncDisposable
{
    private const string Text = "Hi Ben, this is Bo with Rent Now. Will you come on Tuesday? Text STOP to quit";

    private readonly NpgsqlDataSource _source;
    private readonly int _targets;
    private int _next;

    private BareSends(NpgsqlDataSource source, int targets) => (_source, _targets) = (source, targets);

    public static async Task<BareSends> CreateAsync(string connectionString, int targets)
    {
        var source = NpgsqlDataSource.Create(
            connectionString + ";Max Auto Prepare=10;Auto Prepare Min Usages=1;No Reset On Close=true;Maximum Pool Size=64");
        await using var command = source.CreateCommand(
            $"""
            CREATE TABLE bare_messages (id uuid PRIMARY KEY, target int, text text, created_at timestamptz);
            CREATE TABLE bare_targets AS SELECT target, 0 AS state FROM generate_series(1, {targets.ToString(CultureInfo.InvariantCulture)}) AS target;
            ALTER TABLE bare_targets ADD PRIMARY KEY (target);
            ANALYZE bare_targets;
            """);
        await command.ExecuteNonQueryAsync();
        return new BareSends(source, targets);
    }

    public async Task SendAsync()
    {
        var target = (Interlocked.Increment(ref _next) % _targets) + 1;
        await using var batch = _source.CreateBatch();
        var insert = new NpgsqlBatchCommand("INSERT INTO bare_messages VALUES ($1, $2, $3, now())");
        insert.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        insert.Parameters.Add(new() { Value = target });
        insert.Parameters.Add(new() { Value = Text });
        var update = new NpgsqlBatchCommand("UPDATE bare_targets SET state = 2 WHERE target = $1");
        update.Parameters.Add(new() { Value = target });
        batch.BatchCommands.Add(insert);
        batch.BatchCommands.Add(update);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>How many batches the stores have committed, and how many changes in them.</summary>
    public async Task<(long Batches, long Changes)> CountBatchesAsync()
    {
        await using var command = _source.CreateCommand(
            "SELECT count(*), coalesce(sum(cardinality(results)), 0)::bigint FROM commit_receipts");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
