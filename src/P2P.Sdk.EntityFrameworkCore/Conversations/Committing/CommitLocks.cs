using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Postgres;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Conversations.Committing;

/// <summary>Locks all rows that a batch is judged by: numbers, contacts, targets, messages, events, each in the order of ids.</summary>
internal static class CommitLocks
{
    public static void Lock(
        this PostgresBatch batch, CampaignId campaign, IReadOnlyList<ConversationChange> changes, CommitRows rows)
    {
        batch.PlanByIndexes();
        if (rows.WithWork.Count > 0)
        {
            // Until the commit: who finds the campaign idle meanwhile does not see these texts yet.
            batch.Call($"SELECT pg_advisory_xact_lock_shared({LockName.Work(WorkKind.Texts, campaign).Key})");
        }

        if (rows.OptIns.Any(row => row.Row.DueAt is not null))
        {
            batch.Call($"SELECT pg_advisory_xact_lock_shared({LockName.Work(WorkKind.OptIns, campaign).Key})");
        }

        if (rows.Crm.Count > 0)
        {
            batch.Call($"SELECT pg_advisory_xact_lock_shared({LockName.Work(WorkKind.Crm, campaign).Key})");
        }

        if (rows.Media.Count > 0)
        {
            batch.Call($"SELECT pg_advisory_xact_lock_shared({LockName.Work(WorkKind.Media, campaign).Key})");
        }

        // Who makes a contact or opts a number out takes the number first, or a contact could miss its opt-out.
        long[] numbers =
        [
            .. changes.Where(c => c.Before is null || c.OptOut is not null)
                .Select(c => LockName.Number(campaign, c.After.Phone).Key).Distinct().Order(),
        ];
        if (numbers.Length > 0)
        {
            batch.Call($"SELECT pg_advisory_xact_lock(number) FROM unnest({numbers}) AS number");
        }

        Guid[] contacts = [.. rows.Contacts.Select(r => r.Row.ContactId).Order()];
        batch.Call(
            $"""
            SELECT 1 FROM unnest({contacts}) AS id CROSS JOIN LATERAL (
                SELECT FROM contacts WHERE campaign_id = {campaign.Value} AND contact_id = id FOR NO KEY UPDATE) AS locked
            """);
        LockTargets(batch, campaign, rows);
        Guid[] messages = [.. rows.Messages.Select(r => r.Row.MessageId).Order()];
        if (messages.Length > 0)
        {
            batch.Call(
                $"""
                SELECT 1 FROM unnest({messages}) AS id CROSS JOIN LATERAL (
                    SELECT FROM messages WHERE campaign_id = {campaign.Value} AND message_id = id FOR NO KEY UPDATE) AS locked
                """);
        }

        Guid[] events = [.. changes.Select(c => c.Settles).OfType<CarrierEventId>().Select(e => e.Value).Order()];
        if (events.Length > 0)
        {
            batch.Call(
                $"""
                SELECT 1 FROM unnest({events}) AS id CROSS JOIN LATERAL (
                    SELECT FROM webhook_inbox WHERE event_id = id FOR NO KEY UPDATE) AS locked
                """);
        }
    }

    private static void LockTargets(PostgresBatch batch, CampaignId campaign, CommitRows rows)
    {
        Guid[] targets = [.. rows.Targets.Select(r => r.Row.TargetId).Order()];
        Guid[] moved = [.. rows.Moved.Select(r => r.Row.ContactId)];
        if (moved.Length > 0)
        {
            batch.Call(
                $"""
                SELECT 1 FROM targets WHERE campaign_id = {campaign.Value}
                    AND (target_id = ANY ({targets}) OR contact_id = ANY ({moved})) ORDER BY target_id FOR NO KEY UPDATE
                """);
        }
        else if (targets.Length > 0)
        {
            batch.Call(
                $"""
                SELECT 1 FROM unnest({targets}) AS id CROSS JOIN LATERAL (
                    SELECT FROM targets WHERE campaign_id = {campaign.Value} AND target_id = id FOR NO KEY UPDATE) AS locked
                """);
        }
    }
}
