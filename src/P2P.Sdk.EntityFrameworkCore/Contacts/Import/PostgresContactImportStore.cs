using Npgsql;
using NpgsqlTypes;
using System.Numerics;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.EntityFrameworkCore.Conversations;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Contacts.Import;

/// <summary>Files on PostgreSQL: staged by COPY, merged by the set.</summary>
internal sealed class PostgresContactImportStore(Database sessions, PostgresDatabase database) : ContactImportStore(sessions)
{
    /// <summary>Seconds: a file of ten million rows is sorted once.</summary>
    private const int LongestSort = 600;

    private int _chunks;

    public override Task StageAsync(
        CampaignId campaign, ContactImportId id, IReadOnlyList<StagedRow> rows, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, cancelled) =>
            {
                // Locks the import too: rows are staged one call after the other, and none after the last.
                await using var count = database.CreateBatch(connection);
                var reading = count.List(
                    $"""
                    UPDATE contact_imports SET rows_read = rows_read + {rows.Count}
                    WHERE campaign_id = {campaign.Value} AND import_id = {id.Value} AND state = {(int)ImportState.Reading}
                    RETURNING rows_read
                    """,
                    reader => reader.GetInt32(0));
                await count.RunAsync(cancelled);
                if (reading.Count == 0)
                {
                    throw NotRead();
                }

                await CopyAsync(connection, campaign, id, rows, cancelled);
                return rows.Count;
            },
            cancellationToken);

    public override async Task<bool> FinishReadingAsync(
        CampaignId campaign, ContactImportId id, ContactListId? list, IReadOnlyList<string> unknownColumns, Refusal? failure,
        CancellationToken cancellationToken)
    {
        if (failure is null)
        {
            await database.WriteAsync(
                (connection, cancelled) => MarkDuplicatesAsync(connection, campaign, id, cancelled), cancellationToken);
        }

        return await base.FinishReadingAsync(campaign, id, list, unknownColumns, failure, cancellationToken);
    }

    public override Task<ImportChunk> ReadChunkAsync(
        CampaignId campaign, ContactImportId id, int after, int most, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (connection, cancelled) =>
            {
                await using var batch = database.CreateBatch(connection);
                batch.PlanByIndexes();
                var read = PostgresImportChunk.Read(batch, campaign, id, after, most);
                await batch.RunAsync(cancelled);
                return read() ?? throw Unknown();
            },
            cancellationToken);

    public override async Task<bool> CommitChunkAsync(ImportChunkResult result, CancellationToken cancellationToken)
    {
        ConversationWriter.ThrowIfImpossible(result.Campaign, result.Changes);
        var isTaken = await database.WriteAsync(
            (connection, cancelled) => PostgresImportChunk.CommitAsync(database, connection, result, cancelled), cancellationToken);
        if (isTaken && BitOperations.IsPow2(Interlocked.Increment(ref _chunks)))
        {
            await YoungTables.AnalyzeAsync(database);
        }

        return isTaken;
    }

    private static async Task CopyAsync(
        NpgsqlConnection connection, CampaignId campaign, ContactImportId id, IReadOnlyList<StagedRow> rows,
        CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY import_stage (campaign_id, import_id, line, phone, content, is_duplicate) FROM STDIN (FORMAT BINARY)",
            cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(campaign.Value, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(id.Value, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(row.Line, NpgsqlDbType.Integer, cancellationToken);
            if (row.Phone == default)
            {
                await copy.WriteNullAsync(cancellationToken);
            }
            else
            {
                await copy.WriteAsync(row.Phone.ToString(), NpgsqlDbType.Text, cancellationToken);
            }

            await copy.WriteAsync(row.Content, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(false, NpgsqlDbType.Boolean, cancellationToken); // Told of all at once, when all are there.
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>One sort of the whole file costs less than an index by which each row would be looked up.</summary>
    /// <remarks>An array, not a join: without statistics of rows just copied the planner might join each with all.</remarks>
    private static async Task<int> MarkDuplicatesAsync(
        NpgsqlConnection connection, CampaignId campaign, ContactImportId id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE import_stage SET is_duplicate = true WHERE campaign_id = $1 AND import_id = $2 AND line = ANY (ARRAY(
                SELECT line FROM (
                    SELECT line, row_number() OVER (PARTITION BY phone ORDER BY line) AS occurrence FROM import_stage
                    WHERE campaign_id = $1 AND import_id = $2 AND phone IS NOT NULL) AS counted
                WHERE occurrence > 1))
            """,
            connection)
        {
            CommandTimeout = LongestSort,
            Parameters = { new() { Value = campaign.Value }, new() { Value = id.Value } },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
