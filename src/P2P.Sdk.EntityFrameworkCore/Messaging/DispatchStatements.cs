using System.Runtime.CompilerServices;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>What PostgreSQL is asked about all campaigns at once: each of those with work is met by its own indexes.</summary>
internal static class DispatchStatements
{
    /// <summary>A number's oldest queued text, of the numbers <c>n</c>.</summary>
    private const string Oldest =
        """
        SELECT m.created_at FROM messages m
        WHERE m.campaign_id = n.campaign_id AND m.campaign_number = n.number AND m.status = 0 ORDER BY m.created_at LIMIT 1
        """;

    /// <summary>Numbers with queued texts that no node has; {0} is the time.</summary>
    private const string Free =
        $$"""
        FROM campaign_work w CROSS JOIN LATERAL (
            SELECT campaign_id, number, leased_until FROM sender_numbers WHERE campaign_id = w.campaign_id OFFSET 0) AS n
        CROSS JOIN LATERAL ({{Oldest}}) AS q
        WHERE w.kind = 0 AND (n.leased_until IS NULL OR n.leased_until <= COALESCE({0}::timestamptz, statement_timestamp()))
        """;

    /// <summary>Campaigns <c>w</c> without an open text: none is queued for a number of theirs, none is on its way.</summary>
    private const string IsIdle =
        $"""
        w.kind = 0
            AND (SELECT true FROM sender_numbers n CROSS JOIN LATERAL ({Oldest}) AS q WHERE n.campaign_id = w.campaign_id LIMIT 1) IS NULL
            AND (SELECT true FROM messages m WHERE m.campaign_id = w.campaign_id AND m.status IN (1, 2) LIMIT 1) IS NULL
        """;

    public static FormattableString AnyFree(PostgresClock clock) =>
        FormattableStringFactory.Create($"SELECT EXISTS (SELECT {Free})", clock.Wished);

    public static FormattableString Idle() =>
        FormattableStringFactory.Create($"SELECT w.campaign_id FROM campaign_work w WHERE {IsIdle}");

    /// <returns>Answers campaign, number, and since when its oldest text waits.</returns>
    public static FormattableString Take(PostgresClock clock, string node, Duration lease, int most) =>
        FormattableStringFactory.Create(
            $$"""
            WITH waiting AS MATERIALIZED (SELECT n.campaign_id, n.number, q.created_at {{Free}}), free AS (
                SELECT w.campaign_id, w.number, w.created_at FROM (SELECT * FROM waiting ORDER BY created_at) AS w CROSS JOIN LATERAL (
                    SELECT FROM sender_numbers WHERE campaign_id = w.campaign_id AND number = w.number
                        AND (leased_until IS NULL OR leased_until <= COALESCE({0}::timestamptz, statement_timestamp()))
                    FOR NO KEY UPDATE SKIP LOCKED) AS taken LIMIT {1})
            UPDATE sender_numbers AS t SET leased_by = {2},
                leased_until = COALESCE({0}::timestamptz, statement_timestamp()) + {3} * interval '1 second'
            FROM free WHERE t.campaign_id = free.campaign_id AND t.number = free.number
            RETURNING t.campaign_id, t.number, free.created_at
            """,
            clock.Wished, most, node, lease.TotalSeconds);

    /// <summary>Takes campaigns off the list of those with work; a queued text puts them back.</summary>
    /// <remarks>One where texts are being queued right now keeps its place. The names are locked by a statement of its own:
    /// what was queued before it is seen by the one that deletes.</remarks>
    public static void ForgetIdle(this PostgresBatch batch, IReadOnlyList<CampaignId> idle)
    {
        Guid[] campaigns = [.. idle.Select(campaign => campaign.Value)];
        long[] names = [.. idle.Select(campaign => LockName.Work(WorkKind.Texts, campaign).Key)];
        batch.Call(
            $"""
            SELECT set_config('p2p.idle', ARRAY(
                SELECT i.id FROM unnest({campaigns}, {names}) AS i (id, name) WHERE pg_try_advisory_xact_lock(i.name))::text, true)
            """);
        batch.Do(FormattableStringFactory.Create(
            $"DELETE FROM campaign_work AS w WHERE w.campaign_id = ANY (current_setting('p2p.idle')::uuid[]) AND {IsIdle}"));
    }

    public static List<Instant> Now(this PostgresBatch batch, PostgresClock clock) => batch.List(
        $"SELECT COALESCE({clock.Wished}::timestamptz, clock_timestamp())", reader => reader.GetFieldValue<Instant>(0));
}
