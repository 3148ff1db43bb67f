using NodaTime;
using P2P.Sdk.EntityFrameworkCore.Postgres;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>The statements on PostgreSQL by which what carriers told us is kept and taken.</summary>
internal static class CarrierEventStatements
{
    /// <summary>Keeps an event, numbered by the column's own sequence.</summary>
    /// <returns>One answer; none if the same event was kept before, be it at this very moment.</returns>
    public static List<int> Keep(this PostgresBatch batch, PostgresClock clock, CarrierEventRow row) => batch.List(
        $"""
        INSERT INTO webhook_inbox (event_id, kind, account, carrier_id, campaign_number, contact_number, received_at, text, is_opt_out, media,
            message_id, status, error_code, kept_at, due_at, tries)
        SELECT {row.EventId}, {(int)row.Kind}, {row.Account}, {row.CarrierId}, {row.CampaignNumber}, {row.ContactNumber},
            {row.ReceivedAt}, {row.Text}, {row.IsOptOut}, {row.Media}::text, {row.MessageId}::uuid, {row.Status}, {row.ErrorCode}::text, now, now, 0
        FROM COALESCE({clock.Wished}::timestamptz, statement_timestamp()) AS now
        ON CONFLICT (account, carrier_id, kind, status) DO NOTHING RETURNING 1
        """,
        reader => reader.GetInt32(0));

    /// <summary>Leases the events to deal with now, and keeps their ids in the setting <c>p2p.taken</c>. Where there is none,
    /// nothing is written.</summary>
    public static void Take(this PostgresBatch batch, PostgresClock clock, int most, Duration lease) => batch.Call(
        $"""
        WITH due AS (
            SELECT e.event_id FROM webhook_inbox e
            WHERE e.outcome IS NULL AND e.due_at <= COALESCE({clock.Wished}::timestamptz, statement_timestamp())
                AND (SELECT true FROM (
                    SELECT outcome, number FROM webhook_inbox WHERE account = e.account AND carrier_id = e.carrier_id OFFSET 0) AS same
                    WHERE same.outcome IS NULL AND same.number < e.number LIMIT 1) IS NULL
            ORDER BY e.number LIMIT {most} FOR NO KEY UPDATE SKIP LOCKED
        ), taken AS (
            UPDATE webhook_inbox AS t SET tries = t.tries + 1,
                due_at = COALESCE({clock.Wished}::timestamptz, statement_timestamp()) + {lease.TotalSeconds} * interval '1 second'
            FROM due WHERE t.event_id = due.event_id RETURNING t.event_id
        )
        SELECT set_config('p2p.taken', ARRAY(SELECT event_id FROM taken)::text, true)
        """);
}
