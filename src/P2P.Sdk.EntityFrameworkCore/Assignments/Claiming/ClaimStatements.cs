using System.Globalization;
using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Results.Tallies;
using P2P.Sdk.Results.Tallies;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.EntityFrameworkCore.Assignments.Claiming;

/// <summary>The statements of a claim, in their order.</summary>
internal static class ClaimStatements
{
    private const int Unassigned = (int)TargetState.Unassigned;
    private const int Assigned = (int)TargetState.Assigned;
    private const string NoBuckets = "{}";

    // A list of a million that was texted an hour ago comes back at once: the next claims go on with it.
    private const int MostUnparked = 2_000;

    private static readonly Duration WaitForOtherUser = Duration.FromMinutes(10);

    /// <summary>Puts parked targets whose time has come back into the pool.</summary>
    public static void Unpark(this PostgresBatch batch, ClaimOrder order)
    {
        var (campaign, action) = (order.Campaign.Value, order.Action.Value);
        batch.Do(
            $"""
            WITH due AS (
                SELECT target_id FROM targets
                WHERE campaign_id = {campaign} AND action_id = {action} AND not_before IS NOT NULL AND not_before <= {order.Now}
                    AND state = {Unassigned}
                ORDER BY not_before, target_id LIMIT {MostUnparked} FOR UPDATE
            ), freed AS (
                UPDATE targets AS t SET not_before = NULL, version = t.version + 1 FROM due
                WHERE t.campaign_id = {campaign} AND t.target_id = due.target_id RETURNING t.window_key, t.ord
            )
            INSERT INTO action_windows (campaign_id, action_id, window_key, unassigned, parked, first_ord)
            SELECT {campaign}, {action}, window_key, count(*), -count(*), min(ord) FROM freed GROUP BY window_key ORDER BY window_key
            ON CONFLICT (campaign_id, action_id, window_key) DO UPDATE SET
                unassigned = action_windows.unassigned + excluded.unassigned,
                parked = action_windows.parked + excluded.parked,
                first_ord = LEAST(action_windows.first_ord, excluded.first_ord)
            """);
    }

    /// <summary>Decides how many are wanted: none where the user holds one that can be texted, or is no user of the campaign.
    /// What the tallies need is kept beside it: how many were asked for, and that nothing was given back yet.</summary>
    /// <returns>One row: whether the campaign has the user and the action.</returns>
    public static List<bool> Want(this PostgresBatch batch, ClaimOrder order)
    {
        var (campaign, action, user) = (order.Campaign.Value, order.Action.Value, order.User.Value);
        return batch.List(
            $"""
            SELECT w.is_known, set_config('p2p.wanted', w.wanted, true), set_config('p2p.asked', w.wanted, true),
                set_config('p2p.back', {NoBuckets}, true)
            FROM (SELECT k.is_known, CASE
                WHEN NOT k.is_known THEN '0'
                WHEN EXISTS (
                    SELECT FROM targets t JOIN contacts c ON c.campaign_id = {campaign} AND c.contact_id = t.contact_id
                    WHERE t.campaign_id = {campaign} AND t.assigned_to = {user} AND t.action_id = {action}
                        AND t.state = {Assigned} AND t.window_key = ANY ({OpenKeys(order)})
                        AND (c.last_opening_at > {order.LockedSince}::timestamptz) IS NOT TRUE) THEN '0'
                ELSE {Text(order.Count)} END AS wanted
                FROM (SELECT EXISTS (SELECT FROM users WHERE campaign_id = {campaign} AND user_id = {user})
                    AND EXISTS (SELECT FROM actions WHERE campaign_id = {campaign} AND action_id = {action}) AS is_known
                    OFFSET 0) AS k OFFSET 0) AS w
            """,
            reader => reader.GetBoolean(0));
    }

    /// <summary>In a round after the first: so many are wanted still.</summary>
    public static void WantMore(this PostgresBatch batch, int count) => batch.Call(
        $"""
        SELECT set_config('p2p.wanted', {Text(count)}, true), set_config('p2p.asked', {Text(count)}, true),
            set_config('p2p.back', {NoBuckets}, true)
        """);

    /// <summary>Gives back what the user holds and cannot text now, but for what is kept; from which buckets, is remembered.</summary>
    public static void GiveBack(this PostgresBatch batch, ClaimOrder order)
    {
        var (campaign, action) = (order.Campaign.Value, order.Action.Value);
        batch.Call(
            $"""
            WITH held AS (
                SELECT target_id, COALESCE(bucket, assigned_to) AS bucket FROM targets
                WHERE campaign_id = {campaign} AND assigned_to = {order.User.Value} AND action_id = {action}
                    AND state = {Assigned} AND NOT is_kept AND current_setting('p2p.wanted')::int > 0
                ORDER BY target_id FOR UPDATE
            ), back AS (
                UPDATE targets AS t SET state = {Unassigned}, assigned_to = NULL, assigned_at = NULL, bucket = NULL,
                    version = t.version + 1 FROM held
                WHERE t.campaign_id = {campaign} AND t.target_id = held.target_id RETURNING t.window_key, t.ord, held.bucket
            ), pooled AS (
                INSERT INTO action_windows (campaign_id, action_id, window_key, unassigned, parked, first_ord)
                SELECT {campaign}, {action}, window_key, count(*), 0, min(ord) FROM back GROUP BY window_key ORDER BY window_key
                ON CONFLICT (campaign_id, action_id, window_key) DO UPDATE SET
                    unassigned = action_windows.unassigned + excluded.unassigned,
                    first_ord = LEAST(action_windows.first_ord, excluded.first_ord)
            )
            SELECT set_config('p2p.back', ARRAY(SELECT bucket FROM back)::text, true)
            """);
    }

    /// <summary>Locks the row of the next open window that has targets, and keeps its key; the empty one if there is none.</summary>
    public static void LockNextWindow(this PostgresBatch batch, ClaimOrder order) => batch.Call(
        $"""
        WITH next AS (
            SELECT w.window_key FROM unnest({OpenKeys(order)}) WITH ORDINALITY AS k (window_key, place)
            JOIN action_windows w ON w.campaign_id = {order.Campaign.Value} AND w.action_id = {order.Action.Value}
                AND w.window_key = k.window_key
            WHERE w.unassigned > 0 AND current_setting('p2p.wanted')::int > 0
            ORDER BY k.place LIMIT 1 FOR UPDATE OF w
        )
        SELECT set_config('p2p.window', COALESCE((SELECT window_key FROM next), ''), true)
        """);

    /// <summary>Takes targets of the locked window from its pointer on, gives or parks each, and moves the pointer behind them.</summary>
    /// <returns>One row: how many were met, and how many of them were parked.</returns>
    public static List<(int Taken, int Parked)> Take(this PostgresBatch batch, ClaimOrder order)
    {
        var (campaign, action, user) = (order.Campaign.Value, order.Action.Value, order.User.Value);
        Guid[] scripts = [.. order.Scripts.Select(share => share.Script.Value)];
        int[] upTo = [.. order.Scripts.Select(share => share.UpTo)];
        return batch.List(
            $"""
            WITH next AS (
                SELECT t.target_id, t.contact_id FROM targets t
                WHERE t.campaign_id = {campaign} AND t.action_id = {action} AND t.window_key = current_setting('p2p.window')
                    AND t.ord >= (SELECT first_ord FROM action_windows WHERE campaign_id = {campaign} AND action_id = {action}
                        AND window_key = current_setting('p2p.window'))
                    AND t.state = {Unassigned} AND t.not_before IS NULL
                ORDER BY t.ord LIMIT current_setting('p2p.wanted')::int FOR UPDATE
            ), judged AS (
                SELECT next.target_id, CASE
                    WHEN c.last_opening_at > {order.LockedSince}::timestamptz THEN c.last_opening_at + interval '6 hours'
                    WHEN c.waiting_since IS NOT NULL AND c.holder <> {user} THEN {order.Now + WaitForOtherUser}::timestamptz
                    END AS until
                FROM next CROSS JOIN LATERAL (
                    SELECT * FROM contacts WHERE campaign_id = {campaign} AND contact_id = next.contact_id OFFSET 0) AS c
            ), moved AS (
                UPDATE targets AS t SET version = t.version + 1, not_before = j.until,
                    state = CASE WHEN j.until IS NULL THEN {Assigned} ELSE {Unassigned} END,
                    assigned_to = CASE WHEN j.until IS NULL THEN {user} END,
                    assigned_at = CASE WHEN j.until IS NULL THEN {order.Now}::timestamptz END,
                    bucket = CASE WHEN j.until IS NULL THEN {order.Bucket.Value} END,
                    is_kept = j.until IS NULL AND {order.KeepAssignments},
                    script_id = CASE WHEN j.until IS NOT NULL OR t.script_id = ANY ({scripts}) THEN t.script_id ELSE (
                        SELECT s.script_id FROM unnest({scripts}, {upTo}) WITH ORDINALITY AS s (script_id, up_to, place)
                        WHERE (t.ord & {ScriptShare.Mask}) < s.up_to ORDER BY s.place LIMIT 1) END
                FROM judged j WHERE t.campaign_id = {campaign} AND t.target_id = j.target_id RETURNING t.ord, j.until
            ), sums AS (
                SELECT count(*)::int AS taken, count(until)::int AS parked, max(ord) AS last FROM moved
            ), pointer AS (
                UPDATE action_windows AS w SET unassigned = w.unassigned - s.taken, parked = w.parked + s.parked,
                    first_ord = COALESCE(s.last + 1, w.first_ord)
                FROM sums s WHERE w.campaign_id = {campaign} AND w.action_id = {action}
                    AND w.window_key = current_setting('p2p.window')
            )
            SELECT taken, parked,
                set_config('p2p.wanted', (current_setting('p2p.wanted')::int - taken + parked)::text, true) FROM sums
            """,
            reader => (reader.GetInt32(0), reader.GetInt32(1)));
    }

    /// <summary>After the last pool was written: what the user and their buckets have come to.</summary>
    public static void Tally(this PostgresBatch batch, ClaimOrder order) => batch.Do(TallyStatements.AddUpAssigned(
        order.Campaign.Value,
        order.Action.Value,
        order.User.Value,
        $"""
        SELECT {(int)TallyKind.Bucket} AS kind, {order.Bucket.Value} AS tally_id,
            current_setting('p2p.asked')::int - current_setting('p2p.wanted')::int AS assigned
        UNION ALL
        SELECT {(int)TallyKind.Bucket}, bucket, -count(*)::int FROM unnest(current_setting('p2p.back')::uuid[]) AS bucket
        GROUP BY bucket
        UNION ALL
        SELECT {(int)TallyKind.User}, {order.User.Value},
            current_setting('p2p.asked')::int - current_setting('p2p.wanted')::int
            - cardinality(current_setting('p2p.back')::uuid[])
        """));

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string[] OpenKeys(ClaimOrder order) => [.. order.OpenKeys.Select(key => key.ToString())];
}
