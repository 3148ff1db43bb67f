using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Committing;

/// <summary>Judges every change of a batch by the rows that are now locked, and writes the verdicts down.</summary>
internal static class CommitVerdict
{
    /// <returns>Once the batch has run: one array, the <see cref="CommitResult"/> of each change.</returns>
    /// <remarks>
    /// What is read is either locked by this transaction, or unique in the database, so that whoever writes it at the same
    /// time fails this batch as a whole. Sub-selects in a condition are judged row by row, each by a unique index.
    /// </remarks>
    /// <param name="allOrNothing">Whether one that does not hold keeps all others: then what is written is one item, 0.</param>
    public static List<int[]> Judge(
        this PostgresBatch batch, CampaignId campaign, Guid batchId, IReadOnlyList<ConversationChange> changes, CommitRows rows,
        bool allOrNothing)
    {
        var id = campaign.Value;
        var (contacts, newContacts, targets) = (rows.Contacts, rows.NewContacts, rows.Targets);
        var all = changes.Select((c, item) => (Item: item, Change: c)).Where(c => c.Change.HoldsEveryTarget).ToList();
        var (messages, newMessages, keys, optOuts) = (rows.Messages, rows.NewMessages, rows.Keys, rows.OptOuts);
        var was = changes.SelectMany(c => c.Messages).Where(m => m.Before is not null).Select(m => m.Before!).ToList();
        var inbound = newMessages.Where(m => m.Row is { Kind: MessageKind.Inbound, CarrierId: not null }).ToList();
        var events = changes.Select((c, item) => (item, c.Settles)).Where(e => e.Settles is not null).ToList();
        return batch.List(
            $"""
            WITH taken AS (
                SELECT v.item FROM unnest({Items(keys)}, {keys.Select(k => k.Row.UserId).ToArray()},
                    {keys.Select(k => k.Row.Operation).ToArray()}, {keys.Select(k => k.Row.IdempotencyKey).ToArray()})
                    AS v (item, user_id, operation, idempotency_key)
                WHERE (SELECT true FROM key_uses k WHERE k.campaign_id = {id} AND k.user_id = v.user_id
                    AND k.operation = v.operation AND k.idempotency_key = v.idempotency_key)
                UNION ALL
                SELECT v.item FROM unnest({events.Select(e => e.item).ToArray()}, {events.Select(e => e.Settles!.Value.Value).ToArray()})
                    AS v (item, event_id)
                WHERE (SELECT e.outcome IS NOT NULL FROM webhook_inbox e WHERE e.event_id = v.event_id)
                UNION ALL
                SELECT v.item FROM unnest({Items(inbound)}, {inbound.Select(m => m.Row.CarrierId).ToArray()}) AS v (item, carrier_id)
                WHERE (SELECT true FROM messages m WHERE m.campaign_id = {id} AND m.kind = 2 AND m.carrier_id = v.carrier_id)
            ), stale AS (
                SELECT v.item FROM unnest({Items(contacts)}, {contacts.Select(c => c.Row.ContactId).ToArray()},
                    {contacts.Select(c => c.Row.Version - 1).ToArray()}) AS v (item, contact_id, version)
                WHERE v.version IS DISTINCT FROM
                    (SELECT c.version FROM contacts c WHERE c.campaign_id = {id} AND c.contact_id = v.contact_id)
                UNION ALL
                SELECT v.item FROM unnest({Items(newContacts)}, {newContacts.Select(c => c.Row.ContactId).ToArray()},
                    {newContacts.Select(c => c.Row.Phone).ToArray()}) AS v (item, contact_id, phone)
                WHERE (SELECT true FROM contacts c WHERE c.campaign_id = {id} AND c.phone = v.phone)
                    OR (SELECT true FROM contacts c WHERE c.campaign_id = {id} AND c.contact_id = v.contact_id)
                UNION ALL
                SELECT v.item FROM unnest({Items(targets)}, {targets.Select(t => t.Row.TargetId).ToArray()},
                    {targets.Select(t => t.Row.Version - 1).ToArray()}) AS v (item, target_id, version)
                WHERE v.version IS DISTINCT FROM
                    (SELECT t.version FROM targets t WHERE t.campaign_id = {id} AND t.target_id = v.target_id)
                UNION ALL
                SELECT v.item FROM unnest({all.Select(c => c.Item).ToArray()}, {all.Select(c => c.Change.After.Id.Value).ToArray()})
                    AS v (item, contact_id)
                WHERE EXISTS (SELECT FROM targets t WHERE t.campaign_id = {id} AND t.contact_id = v.contact_id AND t.state <= 1
                    AND t.target_id <> ALL ({targets.Select(t => t.Row.TargetId).ToArray()}))
                UNION ALL
                SELECT v.item FROM unnest({Items(messages)}, {messages.Select(m => m.Row.MessageId).ToArray()},
                    {was.Select(m => (int)m.Status).ToArray()}, {was.Select(m => m.Attempt).ToArray()})
                    AS v (item, message_id, status, attempt)
                WHERE (SELECT (m.status, m.attempt) = (v.status, v.attempt) FROM messages m
                    WHERE m.campaign_id = {id} AND m.message_id = v.message_id) IS NOT TRUE
                UNION ALL
                SELECT v.item FROM unnest({Items(newMessages)}, {newMessages.Select(m => m.Row.MessageId).ToArray()})
                    AS v (item, message_id)
                WHERE (SELECT true FROM messages m WHERE m.campaign_id = {id} AND m.message_id = v.message_id)
            ), verdict AS (
                SELECT item, CASE WHEN item IN (SELECT item FROM taken) THEN {(int)CommitResult.KeyTaken}
                    WHEN item IN (SELECT item FROM stale) THEN {(int)CommitResult.Stale}
                    ELSE {(int)CommitResult.Committed} END AS result
                FROM generate_series(0, {changes.Count - 1}) AS item
            ), committed AS (
                SELECT item FROM verdict WHERE result = {(int)CommitResult.Committed} AND NOT {allOrNothing}
                UNION ALL
                SELECT 0 WHERE {allOrNothing} AND NOT EXISTS (SELECT FROM verdict WHERE result <> {(int)CommitResult.Committed})
                UNION ALL
                SELECT v.item FROM unnest({Items(optOuts)}, {optOuts.Select(o => o.Row.Phone).ToArray()}) AS v (item, phone)
                WHERE (SELECT true FROM opt_outs o WHERE o.campaign_id = {id} AND o.phone = v.phone) IS NULL
                    AND v.item - {changes.Count} IN (SELECT item FROM verdict WHERE result = {(int)CommitResult.Committed})
            )
            INSERT INTO commit_receipts (campaign_id, batch_id, results)
            SELECT {id}, {batchId}, ARRAY(SELECT result FROM verdict ORDER BY item)
            RETURNING results, set_config('p2p.committed', ARRAY(SELECT item FROM committed)::text, true)
            """,
            reader => reader.GetFieldValue<int[]>(0));
    }

    private static int[] Items<TRow>(IReadOnlyList<ItemRow<TRow>> rows) => [.. rows.Select(row => row.Item)];
}
