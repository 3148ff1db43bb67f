using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace P2P.Benchmarks;

/// <summary>The least that an import could be: rows copied to a stage, and one upsert of the stage into a table with the
/// columns and indexes of our contacts. No file is read, no number is checked, no list, no targets, no outcomes.</summary>
internal sealed class BareImport(NpgsqlDataSource source) : IAsyncDisposable
{
    private static readonly string[] Empty =
        ["email", "state", "van_id", "language", "time_zone", "first_name_key", "last_name_key"];

    public static async Task<BareImport> CreateAsync(string connectionString)
    {
        var source = NpgsqlDataSource.Create(connectionString + ";Command Timeout=600");
        await using var command = source.CreateCommand(
            """
            CREATE TABLE bare_stage (line int, phone text, first_name text, last_name text, zip text);
            CREATE TABLE bare_contacts (LIKE contacts INCLUDING ALL);
            """);
        await command.ExecuteNonQueryAsync();
        return new BareImport(source);
    }

    /// <summary>Copies rows to the empty stage.</summary>
    /// <returns>Rows a second.</returns>
    public async Task<double> CopyAsync(int rows)
    {
        await using (var truncate = source.CreateCommand("TRUNCATE bare_stage"))
        {
            await truncate.ExecuteNonQueryAsync();
        }

        var watch = Stopwatch.StartNew();
        await using var connection = await source.OpenConnectionAsync();
        await using (var copy = await connection.BeginBinaryImportAsync("COPY bare_stage FROM STDIN (FORMAT BINARY)"))
        {
            for (var row = 0; row < rows; row++)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(row + 2, NpgsqlDbType.Integer);
                await copy.WriteAsync(ContactCsv.Phone(row), NpgsqlDbType.Text);
                await copy.WriteAsync($"Ana{row}", NpgsqlDbType.Text);
                await copy.WriteAsync("Ruiz", NpgsqlDbType.Text);
                await copy.WriteAsync("60614", NpgsqlDbType.Text);
            }

            await copy.CompleteAsync();
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Copies rows to the empty stage, and takes them over into a campaign of their own by one statement.</summary>
    /// <returns>Rows a second.</returns>
    public async Task<double> StageAndUpsertAsync(int rows)
    {
        var watch = Stopwatch.StartNew();
        await CopyAsync(rows);
        await using var upsert = source.CreateCommand(
            $"""
            INSERT INTO bare_contacts (campaign_id, contact_id, phone, first_name, last_name, zip, version, created_at, tags, fields,
                line_type, window_key, opted_out, unread, asks_to_be_removed, last_sequence, sender_number_reason, inbox_order,
                {string.Join(", ", Empty)})
            SELECT $1, gen_random_uuid(), phone, first_name, last_name, zip, 1, now(), '[]', '[]', 0, '1:America/Chicago|', false, false,
                false, 0, 0, 0, {string.Join(", ", Empty.Select(column => column switch
                {
                    "first_name_key" => "upper(first_name)",
                    "last_name_key" => "upper(last_name)",
                    _ => "''",
                }))}
            FROM bare_stage
            ON CONFLICT (campaign_id, phone) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name,
                zip = excluded.zip, version = bare_contacts.version + 1
            """);
        upsert.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        await upsert.ExecuteNonQueryAsync();
        return rows / watch.Elapsed.TotalSeconds;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
