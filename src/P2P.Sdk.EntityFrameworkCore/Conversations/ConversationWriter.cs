using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.OptOuts;
using P2P.Sdk.EntityFrameworkCore.Reports;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Sqlite;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Conversations;

/// <summary>Writes changes of one campaign within a transaction; counters and pools come last, once for all changes.</summary>
/// <remarks>The transaction is the only writer, so what <see cref="Judge"/> saw still holds when <see cref="Write"/> writes.</remarks>
internal sealed class ConversationWriter(SqliteSession session, CampaignId campaign)
{
    private readonly CountChanges _counts = new();
    private readonly PoolChanges _pool = new();
    private bool _isOpen;

    public CountChanges Counts => _counts;

    public PoolChanges Pool => _pool;

    /// <exception cref="ArgumentException">No rule makes such changes.</exception>
    public static void ThrowIfImpossible(CampaignId campaign, IReadOnlyList<ConversationChange> changes)
    {
        if (changes.Any(c => c.Campaign != campaign)
            || changes.Select(c => c.After.Id).Distinct().Count() != changes.Count
            || changes.Select(c => c.After.Phone).Distinct().Count() != changes.Count)
        {
            throw new ArgumentException("Changes are of one campaign, and each of another contact.", nameof(changes));
        }

        if (changes.Any(c => c.Before is { } before && (before.Id != c.After.Id || before.Phone != c.After.Phone)))
        {
            throw new ArgumentException("A contact's id and number never change.", nameof(changes));
        }

        if (changes.Any(c => c.Targets.Any(t => t.After.Contact != c.After.Id)
            || c.Messages.Any(m => m.After.Contact != c.After.Id)))
        {
            throw new ArgumentException("Targets and messages are those of the contact.", nameof(changes));
        }
    }

    /// <summary>Whether a change holds; writes nothing.</summary>
    public CommitResult Judge(ConversationChange change)
    {
        // Before the versions: a repeated request must learn that it was done, not that others were quicker.
        if (IsDone(change))
        {
            return CommitResult.KeyTaken;
        }

        return ContactHolds(change) && change.Targets.All(TargetHolds) && change.Messages.All(MessageHolds)
            ? CommitResult.Committed
            : CommitResult.Stale;
    }

    public void Write(ConversationChange change)
    {
        if (change.OptOut is { } optOut)
        {
            if (session.IsOptedOut(campaign, optOut.Phone))
            {
                change = change with { OptOut = null }; // The first stays, and was counted.
            }
            else
            {
                session.Insert(OptOutRow.Of(campaign, optOut));
            }
        }

        WriteContact(change);
        foreach (var (before, after) in change.Targets)
        {
            session.Update(TargetRow.Of(campaign, after, before.Version + 1));
            _pool.Add(before, after);
        }

        if (change.Before is { } was && was.WindowKey != change.After.WindowKey)
        {
            MoveTargets(change.After);
        }

        foreach (var (before, after) in change.Messages)
        {
            WriteMessage(before, after);
        }

        foreach (var attempt in change.Attempts)
        {
            session.Insert(
                AttemptRow.Of(campaign, attempt),
                """
                ON CONFLICT (campaign_id, message_id, number) DO UPDATE SET node = excluded.node,
                    started_at = excluded.started_at, deadline = excluded.deadline, carrier_id = excluded.carrier_id,
                    answer = excluded.answer, lookups_without_it = excluded.lookups_without_it,
                    next_lookup_at = excluded.next_lookup_at
                """);
        }

        WriteRest(change);
        foreach (var (action, counts) in change.Counts)
        {
            _counts.Add(action, counts);
        }
    }

    /// <summary>Writes pools and counters, which every writer of the campaign wants: last, and in the order of their keys.</summary>
    public void Finish()
    {
        if (_isOpen)
        {
            session.AddWork(campaign, WorkKind.Texts);
        }

        _pool.Write(session, campaign);
        _counts.Write(session, campaign);
    }

    private bool IsDone(ConversationChange change) =>
        (change.Key is { } use && session.Number(
            $"""
            SELECT 1 FROM key_uses WHERE campaign_id = {campaign} AND user_id = {use.User}
                AND operation = {use.Operation} AND idempotency_key = {use.Key}
            """) > 0)
        || (change.Settles is { } settled && session.Number(
            $"SELECT 1 FROM webhook_inbox WHERE event_id = {settled} AND outcome IS NOT NULL") > 0)
        || change.Messages.Any(IsKnownInbound);

    private bool IsKnownInbound(MessageChange change) =>
        change is { Before: null, After: { Kind: MessageKind.Inbound, CarrierId: { } carrierId } } && session.Number(
            $"SELECT 1 FROM messages WHERE campaign_id = {campaign} AND kind = 2 AND carrier_id = {carrierId}") > 0;

    private bool ContactHolds(ConversationChange change) => change.Before is { } before
        ? session.Number(
            $"SELECT version FROM contacts WHERE campaign_id = {campaign} AND contact_id = {before.Id}") == before.Version
        : session.Number(
            $"""
            SELECT 1 FROM contacts WHERE campaign_id = {campaign} AND phone = {change.After.Phone}
            UNION ALL SELECT 1 FROM contacts WHERE campaign_id = {campaign} AND contact_id = {change.After.Id}
            """) == 0;

    private bool TargetHolds(TargetChange change) => session.Number(
        $"SELECT version FROM targets WHERE campaign_id = {campaign} AND target_id = {change.Before.Id}")
        == change.Before.Version;

    private bool MessageHolds(MessageChange change) => change.Before is { } before
        ? session.Number(
            $"""
            SELECT 1 FROM messages WHERE campaign_id = {campaign} AND message_id = {before.Id}
                AND status = {before.Status} AND attempt = {before.Attempt}
            """) > 0
        : session.Number(
            $"SELECT 1 FROM messages WHERE campaign_id = {campaign} AND message_id = {change.After.Id}") == 0;

    private void WriteContact(ConversationChange change)
    {
        var row = ContactRow.Of(campaign, change.After, (change.Before?.Version ?? 0) + 1);
        row.OptedOut = row.OptedOut || session.IsOptedOut(campaign, change.After.Phone);
        if (change.Before is null)
        {
            session.Insert(row);
        }
        else
        {
            session.Update(row);
        }

        session.MoveTags(campaign, change.Before, change.After);
    }

    private void MoveTargets(Contact contact)
    {
        foreach (var target in session.TargetsOf(campaign, contact.Id))
        {
            if (target.IsUntexted && target.WindowKey != contact.WindowKey)
            {
                var moved = target with { WindowKey = contact.WindowKey };
                session.Update(TargetRow.Of(campaign, moved, target.Version + 1));
                _pool.Add(target, moved);
            }
        }
    }

    private void WriteMessage(Message? before, Message after)
    {
        if (before is null)
        {
            session.Insert(MessageRow.Of(campaign, after));
        }
        else
        {
            session.Update(MessageRow.Of(campaign, after));
        }

        _isOpen |= after.Status <= MessageStatus.Unknown;
    }

    private void WriteRest(ConversationChange change)
    {
        if (change.Report is { } report)
        {
            session.Insert(
                ReportRow.Of(campaign, report),
                """
                ON CONFLICT (campaign_id, contact_id, action_id, user_id) DO UPDATE SET
                    filed_at = excluded.filed_at, tags = excluded.tags, fields = excluded.fields
                """);
        }

        if (change.Key is { } use)
        {
            session.Insert(KeyUseRow.Of(campaign, use));
        }

        foreach (var entry in change.Audit)
        {
            session.AddAudit(campaign, entry);
        }

        if (change.Settles is { } settled)
        {
            session.Execute($"UPDATE webhook_inbox SET outcome = 'done' WHERE event_id = {settled} AND outcome IS NULL");
        }
    }
}
