using System.Text;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace P2P.Benchmarks.Load.References;

/// <summary>A claim by one statement: the next unassigned targets in their order, past those that others have locked.</summary>
/// <remarks>
/// Its answer has the same form and length as the real one. Its index has the same columns as the real one and, in its favour,
/// holds unassigned targets only: the real index, without the pointer of the real claim, would be read from its beginning.
/// </remarks>
internal sealed class BareClaimEndpoint(NpgsqlDataSource source)
{
    private const int Bucket = 25;
    private const string Version = "Zq3xR0b7Tn5uYk8cLw2HgA";

    public static string Tables(int targets) =>
        $"""
        CREATE TABLE people AS SELECT
            gen_random_uuid() AS contact_id, '+1312' || (2000000 + i) AS phone, 'Ana' || i AS first_name, 'Lopez' AS last_name
        FROM generate_series(1, {targets}) AS i;
        ALTER TABLE people ADD PRIMARY KEY (contact_id);
        CREATE TABLE pool AS SELECT
            '00000000-0000-0000-0000-000000000001'::uuid AS campaign_id, gen_random_uuid() AS target_id,
            '00000000-0000-0000-0000-000000000002'::uuid AS action_id, contact_id, '1:America/Chicago|IL'::text AS window_key,
            (random() * 9e18)::bigint AS ord, 0 AS state, NULL::int AS assigned_to FROM people;
        ALTER TABLE pool ADD PRIMARY KEY (campaign_id, target_id);
        CREATE INDEX ON pool (campaign_id, action_id, window_key, ord) WHERE state = 0;
        CREATE INDEX ON pool (campaign_id, assigned_to, action_id, state, ord) WHERE assigned_to IS NOT NULL;
        ANALYZE people, pool;
        """;

    public async Task<IResult> ClaimAsync(int user)
    {
        await using var command = source.CreateCommand(
            """
            WITH next AS (
                SELECT target_id FROM pool
                WHERE campaign_id = $1 AND action_id = $2 AND window_key = $3 AND state = 0
                ORDER BY ord LIMIT $4 FOR UPDATE SKIP LOCKED
            ), taken AS (
                UPDATE pool AS p SET state = 1, assigned_to = $5 FROM next
                WHERE p.campaign_id = $1 AND p.target_id = next.target_id RETURNING p.target_id, p.contact_id
            )
            SELECT t.target_id, c.contact_id, c.first_name FROM taken t JOIN people c USING (contact_id)
            """);
        command.Parameters.Add(new() { Value = Guid.Parse("00000000-0000-0000-0000-000000000001") });
        command.Parameters.Add(new() { Value = Guid.Parse("00000000-0000-0000-0000-000000000002") });
        command.Parameters.Add(new() { Value = "1:America/Chicago|IL" });
        command.Parameters.Add(new() { Value = Bucket });
        command.Parameters.Add(new() { Value = user });
        var json = new StringBuilder("""{"data":{"claimContacts":{"targets":[""");
        await using var reader = await command.ExecuteReaderAsync();
        for (var count = 0; await reader.ReadAsync(); count++)
        {
            var name = reader.GetString(2);
            json.Append(count == 0 ? "" : ",").Append(
                $$$"""
                {"id":"T-{{{reader.GetGuid(0)}}}","version":"{{{Version}}}","message":"Hi {{{name}}}, this is Volunteer 1 with Riverside Tenants. Will you come on Sunday? Reply STOP to opt out","contact":{"firstName":"{{{name}}}"}}
                """);
        }

        json.Append("""],"assigned":25,"unassigned":75000,"opensLater":[],"errors":[]}}}""");
        return TypedResults.Text(json.ToString(), "application/json");
    }
}
