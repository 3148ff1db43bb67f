using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Results.Tallies;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Committing;

/// <summary>Writes the rows of the committed changes, one statement a table; what all writers of the campaign share comes last.</summary>
internal static class CommitWrites
{
    // Whatever the change says: an opt-out of the number is never missed, nor taken back.
    private const string OptedOut =
        "v.opted_out OR EXISTS (SELECT FROM opt_outs o WHERE o.campaign_id = $1 AND o.phone = v.phone)";

    public static void Write(
        this PostgresBatch batch, CampaignId campaign, IReadOnlyList<ConversationChange> changes, CommitRows rows)
    {
        batch.WriteOwn(campaign, changes, rows);
        batch.WriteShared(campaign, rows);
    }

    /// <summary>The rows that nobody else writes, whose contacts are locked.</summary>
    public static void WriteOwn(
        this PostgresBatch batch, CampaignId campaign, IReadOnlyList<ConversationChange> changes, CommitRows rows)
    {
        var id = campaign.Value;
        batch.Write(id, rows.OptOuts, table => table.Insert);
        batch.Write(id, rows.NewContacts, table => table.InsertWith(("opted_out", OptedOut)));
        batch.Write(id, rows.Contacts, table => table.UpdateWith(("opted_out", $"t.opted_out OR {OptedOut}")));
        batch.Write(id, rows.TagsTaken, DeleteTags);
        batch.Write(id, rows.TagsGiven, table => $"{table.Insert} ON CONFLICT DO NOTHING");
        batch.Write(id, rows.NewTargets, table => table.Insert);
        batch.Write(id, rows.Targets, table => table.Update);
        batch.Write(id, rows.NewMessages, table => table.Insert);
        batch.Write(id, rows.Messages, table => table.Update);
        batch.Write(id, rows.Links, table => $"{table.Insert} ON CONFLICT DO NOTHING");
        batch.Write(id, rows.Media, table => table.Insert);
        batch.Write(id, rows.Attempts, table => table.Upsert);
        batch.Write(id, rows.Reports, table => table.Upsert);
        batch.Write(id, rows.OptIns, table => table.Upsert);
        batch.Write(id, rows.Crm, table => table.Insert);
        batch.Write(id, rows.Keys, table => table.Insert);
        Settle(batch, changes);
    }

    /// <summary>What all writers of the campaign share: to be written last.</summary>
    public static void WriteShared(this PostgresBatch batch, CampaignId campaign, CommitRows rows)
    {
        AddWork(batch, campaign, WorkKind.Texts, [.. rows.WithWork]);
        AddWork(batch, campaign, WorkKind.Crm, [.. rows.Crm.Select(row => row.Item)]);
        AddWork(batch, campaign, WorkKind.Media, [.. rows.Media.Select(row => row.Item)]);
        AddOptInWork(batch, campaign, rows);
        AddAudit(batch, campaign, rows);
        batch.Write(campaign.Value, rows.NumberDays, table => AddUp(table, "sender_number_days", "number", "day"));
        AddPools(batch, campaign, rows);
        batch.Write(campaign.Value, rows.Counts, table => AddUp(table, "action_counts", "action_id", "slot"));
        batch.Write(campaign.Value, rows.Tallies, TallyStatements.AddUp);
    }

    private static string DeleteTags(PostgresTable<ContactTagRow> table) =>
        $"""
        DELETE FROM contact_tags t USING {table.Set}
        WHERE t.campaign_id = $1 AND t.tag_key = v.tag_key AND t.contact_id = v.contact_id
            AND v.item = ANY {PostgresTable<ContactTagRow>.Committed}
        """;

    private static void Settle(PostgresBatch batch, IReadOnlyList<ConversationChange> changes)
    {
        var events = changes.Select((c, item) => (item, c.Settles)).Where(e => e.Settles is not null).ToList();
        if (events.Count > 0)
        {
            batch.Do(
                $"""
                UPDATE webhook_inbox AS t SET outcome = 'done'
                FROM unnest({events.Select(e => e.item).ToArray()}, {events.Select(e => e.Settles!.Value.Value).ToArray()})
                    AS v (item, event_id)
                WHERE t.event_id = v.event_id AND t.outcome IS NULL
                    AND v.item = ANY ((SELECT current_setting('p2p.committed')::int[])::int[])
                """);
        }
    }

    private static void AddWork(PostgresBatch batch, CampaignId campaign, WorkKind kind, int[] items)
    {
        if (items.Length > 0)
        {
            batch.Do(
                $"""
                INSERT INTO campaign_work (kind, campaign_id, due_at) SELECT {(int)kind}, {campaign.Value}, to_timestamp(0)
                WHERE {items} && current_setting('p2p.committed')::int[] ON CONFLICT DO NOTHING
                """);
        }
    }

    private static void AddOptInWork(PostgresBatch batch, CampaignId campaign, CommitRows rows)
    {
        var waiting = rows.OptIns.Where(row => row.Row.DueAt is not null).ToList();
        if (waiting.Count > 0)
        {
            batch.Do(
                $"""
                INSERT INTO campaign_work (kind, campaign_id, due_at) SELECT {(int)WorkKind.OptIns}, {campaign.Value}, {waiting.Min(row => row.Row.DueAt)!.Value}
                WHERE {waiting.Select(row => row.Item).ToArray()} && current_setting('p2p.committed')::int[]
                ON CONFLICT (kind, campaign_id) DO UPDATE SET due_at = LEAST(excluded.due_at, campaign_work.due_at)
                """);
        }
    }

    /// <summary>The trail is numbered without gaps, so its writers wait for each other: for the campaign's row.</summary>
    private static void AddAudit(PostgresBatch batch, CampaignId campaign, CommitRows rows)
    {
        if (rows.Audit.Count > 0)
        {
            batch.Call($"SELECT 1 FROM campaigns WHERE campaign_id = {campaign.Value} FOR NO KEY UPDATE");
            batch.Write(campaign.Value, rows.Audit, table => table.InsertWith((
                "number",
                """
                (SELECT COALESCE(MAX(a.number), 0) FROM audit_entries a WHERE a.campaign_id = $1)
                    + row_number() OVER (ORDER BY v.item)
                """)));
        }
    }

    /// <summary>Untexted targets follow their contact to its new window key; pools change by them and by the changes' own.</summary>
    private static void AddPools(PostgresBatch batch, CampaignId campaign, CommitRows rows)
    {
        var (id, moved, pools) = (campaign.Value, rows.Moved, rows.Pools);
        if (moved.Count == 0 && pools.Count == 0)
        {
            return;
        }

        batch.Do(
            $"""
            WITH committed AS (SELECT unnest(current_setting('p2p.committed')::int[]) AS item),
            moved AS (
                UPDATE targets AS t SET window_key = v.window_key, version = t.version + 1
                FROM unnest({moved.Select(r => r.Item).ToArray()}, {moved.Select(r => r.Row.ContactId).ToArray()},
                    {moved.Select(r => r.Row.WindowKey).ToArray()}) AS v (item, contact_id, window_key), targets AS old
                WHERE v.item IN (SELECT item FROM committed)
                    AND t.campaign_id = {id} AND t.contact_id = v.contact_id AND t.window_key <> v.window_key
                    AND t.state IN ({(int)TargetState.Unassigned}, {(int)TargetState.Assigned})
                    AND old.campaign_id = {id} AND old.target_id = t.target_id
                RETURNING t.action_id, old.window_key AS was, t.window_key, t.state, t.not_before IS NOT NULL AS parked, t.ord
            ), change AS (
                SELECT v.action_id, v.window_key, v.unassigned, v.parked, v.first_ord
                FROM unnest({pools.Select(r => r.Item).ToArray()}, {pools.Select(r => r.Row.ActionId).ToArray()},
                    {pools.Select(r => r.Row.WindowKey).ToArray()}, {pools.Select(r => r.Row.Unassigned).ToArray()},
                    {pools.Select(r => r.Row.Parked).ToArray()}, {pools.Select(r => r.Row.FirstOrd).ToArray()})
                    AS v (item, action_id, window_key, unassigned, parked, first_ord)
                WHERE v.item IN (SELECT item FROM committed)
                UNION ALL
                SELECT action_id, was, -(NOT parked)::int, -parked::int, {long.MaxValue} FROM moved
                WHERE state = {(int)TargetState.Unassigned}
                UNION ALL
                SELECT action_id, window_key, (NOT parked)::int, parked::int, CASE WHEN parked THEN {long.MaxValue} ELSE ord END
                FROM moved WHERE state = {(int)TargetState.Unassigned}
            )
            INSERT INTO action_windows (campaign_id, action_id, window_key, unassigned, parked, first_ord)
            SELECT {id}, action_id, window_key, sum(unassigned), sum(parked), min(first_ord) FROM change
            GROUP BY action_id, window_key
            HAVING sum(unassigned) <> 0 OR sum(parked) <> 0 OR min(first_ord) < {long.MaxValue}
            ORDER BY action_id, window_key
            ON CONFLICT (campaign_id, action_id, window_key) DO UPDATE SET
                unassigned = action_windows.unassigned + excluded.unassigned,
                parked = action_windows.parked + excluded.parked,
                first_ord = LEAST(action_windows.first_ord, excluded.first_ord)
            """);
    }

    private static string AddUp<TRow>(PostgresTable<TRow> table, string name, params string[] keys)
        where TRow : class, new()
    {
        var counters = table.Columns.Except(keys).ToList();
        var (columns, values) = (string.Join(", ", keys), string.Join(", ", keys.Select(key => $"v.{key}")));
        return $"""
            INSERT INTO {name} (campaign_id, {columns}, {string.Join(", ", counters)})
            SELECT $1, {values}, {string.Join(", ", counters.Select(c => $"sum(v.{c})"))} FROM {table.Set}
            WHERE v.item = ANY {PostgresTable<TRow>.Committed}
            GROUP BY {values} ORDER BY {values}
            ON CONFLICT (campaign_id, {columns}) DO UPDATE SET
                {string.Join(", ", counters.Select(c => $"{c} = {name}.{c} + excluded.{c}"))}
            """;
    }
}
