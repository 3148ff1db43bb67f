namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>Gives tables their first statistics as soon as they have rows.</summary>
/// <remarks>
/// Without any, PostgreSQL takes a campaign for a two-hundredth of a table, and its index for as good as the primary key:
/// each look-up by id would read the campaign. Its own first statistics come minutes later.
/// </remarks>
internal static class YoungTables
{
    private const int Grown = 100;

    private static readonly string[] Tables =
    [
        "contacts", "contact_tags", "list_contacts", "import_stage", "import_outcomes", "opt_outs", "targets", "messages",
        "attempts", "key_uses", "users", "actions", "scripts", "action_counts", "action_tallies", "commit_receipts",
        "crm_entries",
    ];

    public static async Task AnalyzeAsync(PostgresDatabase database)
    {
        await using var reading = database.CreateBatch();
        var young = reading.List(
            $"""
            SELECT relname FROM pg_class
            WHERE relname = ANY ({Tables}) AND pg_table_is_visible(oid) AND reltuples < {Grown}
            """,
            reader => reader.GetString(0));
        await reading.RunAsync(CancellationToken.None);
        if (young.Count > 0)
        {
            await database.AnalyzeAsync(young);
        }
    }
}
