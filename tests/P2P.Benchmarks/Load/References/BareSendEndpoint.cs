using Microsoft.AspNetCore.Http;
using Npgsql;

namespace P2P.Benchmarks.Load.References;

/// <summary>The least that a send could be: one INSERT and one UPDATE by key, in one round trip.</summary>
internal sealed class BareSendEndpoint(NpgsqlDataSource source)
{
    private const string Text = "Hi Ben, this is Bo with Rent Now. Will you come on Tuesday? Text STOP to quit";

    public static string Tables(int targets) =>
        $"""
        CREATE TABLE messages (id uuid PRIMARY KEY, target int NOT NULL, text text NOT NULL, created_at timestamptz NOT NULL);
        CREATE TABLE targets AS SELECT target, 0 AS state FROM generate_series(1, {targets}) AS target;
        ALTER TABLE targets ADD PRIMARY KEY (target);
        ANALYZE targets;
        """;

    public async Task<IResult> SendAsync(int target)
    {
        var id = Guid.CreateVersion7();
        await using var batch = source.CreateBatch();
        var insert = new NpgsqlBatchCommand("INSERT INTO messages VALUES ($1, $2, $3, now())");
        insert.Parameters.Add(new() { Value = id });
        insert.Parameters.Add(new() { Value = target });
        insert.Parameters.Add(new() { Value = Text });
        var update = new NpgsqlBatchCommand("UPDATE targets SET state = 2 WHERE target = $1");
        update.Parameters.Add(new() { Value = target });
        batch.BatchCommands.Add(insert);
        batch.BatchCommands.Add(update);
        await batch.ExecuteNonQueryAsync();
        return TypedResults.Text(
            "{\"data\":{\"sendInitialMessage\":{\"message\":{\"id\":\"" + id + "\",\"status\":\"QUEUED\"},\"errors\":[]}}}", "application/json");
    }
}
