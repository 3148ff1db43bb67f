using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Crm;
using P2P.Sdk.EntityFrameworkCore.Assignments;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.EntityFrameworkCore.Crm;
using P2P.Sdk.EntityFrameworkCore.Links;
using P2P.Sdk.EntityFrameworkCore.Messaging;
using P2P.Sdk.EntityFrameworkCore.Messaging.Media;
using P2P.Sdk.EntityFrameworkCore.OptInForms;
using P2P.Sdk.EntityFrameworkCore.OptOuts;
using P2P.Sdk.EntityFrameworkCore.Reports;
using P2P.Sdk.EntityFrameworkCore.Results;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Conversations;

/// <summary>Writes changes of one campaign within a transaction; counters and pools come last, once for all changes.</summary>
/// <remarks>What <see cref="JudgeAsync"/> saw still holds when <see cref="WriteAsync"/> writes: contacts and targets are
/// locked, messages are changed under their contact's lock only, and where two make the same contact, use the same key or
/// keep the same inbound, the unique index fails the later one, which is run again from its beginning.</remarks>
internal sealed class ConversationWriter(Session session, CampaignId campaign)
{
    private readonly CountChanges _counts = new();
    private readonly PoolChanges _pool = new();
    private readonly NumberDayChanges _numbers = new();
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

    /// <summary>Before anything is judged or written: contacts by id, then their targets by id.</summary>
    /// <param name="others">Contacts that the transaction is about without changing them.</param>
    public async ValueTask LockAsync(IReadOnlyList<ConversationChange> changes, params IReadOnlyList<ContactId> others)
    {
        var contacts = changes.Where(change => change.Before is not null).Select(change => change.After.Id)
            .Concat(others).Distinct().ToList();
        await session.LockAsync(changes.Where(change => change.Before is null || change.OptOut is not null)
            .Select(change => LockName.Number(campaign, change.After.Phone)));
        await session.LockContactsAsync(campaign, contacts);
        await session.LockTargetsOfAsync(campaign, contacts);
    }

    /// <summary>Whether a change holds; writes nothing.</summary>
    public async ValueTask<CommitResult> JudgeAsync(ConversationChange change)
    {
        // Before the versions: a repeated request must learn that it was done, not that others were quicker.
        if (await IsDoneAsync(change))
        {
            return CommitResult.KeyTaken;
        }

        return await ContactHoldsAsync(change) && await TargetsHoldAsync(change) && await MessagesHoldAsync(change)
            ? CommitResult.Committed
            : CommitResult.Stale;
    }

    public async ValueTask WriteAsync(ConversationChange change)
    {
        if (change.OptOut is { } optOut)
        {
            if (await session.IsOptedOutAsync(campaign, optOut.Phone))
            {
                change = change with { OptOut = null }; // The first stays, and was counted.
            }
            else
            {
                await session.InsertAsync(OptOutRow.Of(campaign, optOut));
            }
        }

        await WriteContactAsync(change);
        foreach (var (before, after) in change.Targets)
        {
            await session.UpdateAsync(TargetRow.Of(campaign, after, before.Version + 1));
            _pool.Add(before, after);
        }

        if (change.Before is { } was && was.WindowKey != change.After.WindowKey)
        {
            await MoveTargetsAsync(change.After);
        }

        foreach (var (before, after) in change.Messages)
        {
            await WriteMessageAsync(before, after);
        }

        foreach (var link in change.Links)
        {
            await session.InsertAsync(MessageLinkRow.Of(campaign, link), "ON CONFLICT DO NOTHING");
        }

        foreach (var media in change.Media)
        {
            await session.InsertAsync(MessageMediaRow.Of(campaign, media));
            await session.AddWorkAsync(campaign, WorkKind.Media);
        }

        foreach (var attempt in change.Attempts)
        {
            await session.InsertAsync(
                AttemptRow.Of(campaign, attempt),
                """
                ON CONFLICT (campaign_id, message_id, number) DO UPDATE SET node = excluded.node,
                    started_at = excluded.started_at, deadline = excluded.deadline, carrier_id = excluded.carrier_id,
                    answer = excluded.answer, lookups_without_it = excluded.lookups_without_it,
                    next_lookup_at = excluded.next_lookup_at
                """);
        }

        await WriteRestAsync(change);
        foreach (var (action, counts) in change.Counts)
        {
            _counts.Add(action, counts);
        }

        _numbers.Add(change);
        _counts.Tallies.Add(change);
        if (change.OptOut is { } counted && change.Before is not { OptedOut: true })
        {
            _counts.Tallies.Add(counted);
        }
    }

    /// <summary>Writes pools and counters, which every writer of the campaign wants: last, and in the order of their keys.</summary>
    public async ValueTask FinishAsync()
    {
        if (_isOpen)
        {
            await session.AddWorkAsync(campaign, WorkKind.Texts);
        }

        await _numbers.WriteAsync(session, campaign);
        await _pool.WriteAsync(session, campaign);
        await _counts.WriteAsync(session, campaign);
    }

    private async ValueTask<bool> IsDoneAsync(ConversationChange change)
    {
        if (change.Key is { } use && await session.NumberAsync(
            $"""
            SELECT 1 FROM key_uses WHERE campaign_id = {campaign} AND user_id = {use.User}
                AND operation = {use.Operation} AND idempotency_key = {use.Key}
            """) > 0)
        {
            return true;
        }

        if (change.Settles is { } settled)
        {
            await session.LockAsync<CarrierEventRow>($"WHERE event_id = {settled}");
            if (await session.NumberAsync(
                $"SELECT 1 FROM webhook_inbox WHERE event_id = {settled} AND outcome IS NOT NULL") > 0)
            {
                return true;
            }
        }

        foreach (var message in change.Messages)
        {
            if (await IsKnownInboundAsync(message))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<bool> IsKnownInboundAsync(MessageChange change) =>
        change is { Before: null, After: { Kind: MessageKind.Inbound, CarrierId: { } carrierId } } && await session.NumberAsync(
            $"SELECT 1 FROM messages WHERE campaign_id = {campaign} AND kind = 2 AND carrier_id = {carrierId}") > 0;

    private async ValueTask<bool> ContactHoldsAsync(ConversationChange change) => change.Before is { } before
        ? await session.NumberAsync(
            $"SELECT version FROM contacts WHERE campaign_id = {campaign} AND contact_id = {before.Id}") == before.Version
        : await session.NumberAsync(
            $"""
            SELECT 1 FROM contacts WHERE campaign_id = {campaign} AND phone = {change.After.Phone}
            UNION ALL SELECT 1 FROM contacts WHERE campaign_id = {campaign} AND contact_id = {change.After.Id}
            """) == 0;

    private async ValueTask<bool> TargetsHoldAsync(ConversationChange change)
    {
        foreach (var (before, _) in change.Targets)
        {
            if (await session.NumberAsync(
                $"SELECT version FROM targets WHERE campaign_id = {campaign} AND target_id = {before.Id}") != before.Version)
            {
                return false;
            }
        }

        return !change.HoldsEveryTarget
            || (await session.TargetsOfAsync(campaign, change.After.Id))
                .All(target => !target.IsUntexted || change.Targets.Any(t => t.Before.Id == target.Id));
    }

    private async ValueTask<bool> MessagesHoldAsync(ConversationChange change)
    {
        foreach (var (before, after) in change.Messages)
        {
            var isThere = before is null
                ? await session.NumberAsync(
                    $"SELECT 1 FROM messages WHERE campaign_id = {campaign} AND message_id = {after.Id}") > 0
                : await session.NumberAsync(
                    $"""
                    SELECT 1 FROM messages WHERE campaign_id = {campaign} AND message_id = {before.Id}
                        AND status = {before.Status} AND attempt = {before.Attempt}
                    """) > 0;
            if (isThere != (before is not null))
            {
                return false;
            }
        }

        return true;
    }

    private async ValueTask WriteContactAsync(ConversationChange change)
    {
        var row = ContactRow.Of(campaign, change.After, (change.Before?.Version ?? 0) + 1);
        row.OptedOut = row.OptedOut || await session.IsOptedOutAsync(campaign, change.After.Phone);
        if (change.Before is null)
        {
            await session.InsertAsync(row);
        }
        else
        {
            await session.UpdateAsync(row);
        }

        await session.MoveTagsAsync(campaign, change.Before, change.After);
    }

    private async ValueTask MoveTargetsAsync(Contact contact)
    {
        foreach (var target in await session.TargetsOfAsync(campaign, contact.Id))
        {
            if (target.IsUntexted && target.WindowKey != contact.WindowKey)
            {
                var moved = target with { WindowKey = contact.WindowKey };
                await session.UpdateAsync(TargetRow.Of(campaign, moved, target.Version + 1));
                _pool.Add(target, moved);
            }
        }
    }

    private async ValueTask WriteMessageAsync(Message? before, Message after)
    {
        if (before is null)
        {
            await session.InsertAsync(MessageRow.Of(campaign, after));
        }
        else
        {
            await session.UpdateAsync(MessageRow.Of(campaign, after));
        }

        _isOpen |= after.Status <= MessageStatus.Unknown;
    }

    private async ValueTask WriteRestAsync(ConversationChange change)
    {
        if (change.Report is { } report)
        {
            await session.InsertAsync(
                ReportRow.Of(campaign, report),
                """
                ON CONFLICT (campaign_id, contact_id, action_id, user_id) DO UPDATE SET
                    filed_at = excluded.filed_at, tags = excluded.tags, fields = excluded.fields
                """);
        }

        if (change.OptIn is { } optIn)
        {
            await session.InsertAsync(
                OptInRow.Of(campaign, optIn),
                """
                ON CONFLICT (campaign_id, opt_in_id) DO UPDATE SET
                    state = excluded.state, due_at = excluded.due_at, not_sent_for = excluded.not_sent_for
                """);
            if (optIn.DueAt is { } due)
            {
                await session.ExecuteAsync(
                    $"""
                    INSERT INTO campaign_work (kind, campaign_id, due_at) VALUES ({WorkKind.OptIns}, {campaign}, {due})
                    ON CONFLICT (kind, campaign_id) DO UPDATE SET due_at = excluded.due_at WHERE excluded.due_at < campaign_work.due_at
                    """);
            }
        }

        if (change.Key is { } use)
        {
            await session.InsertAsync(KeyUseRow.Of(campaign, use));
        }

        var told = CrmChanges.Of(change);
        foreach (var entry in told)
        {
            await session.InsertAsync(CrmEntryRow.Of(campaign, entry));
        }

        if (told.Count > 0)
        {
            await session.AddWorkAsync(campaign, WorkKind.Crm);
        }

        foreach (var entry in change.Audit)
        {
            await session.AddAuditAsync(campaign, entry);
        }

        if (change.Settles is { } settled)
        {
            await session.ExecuteAsync($"UPDATE webhook_inbox SET outcome = 'done' WHERE event_id = {settled} AND outcome IS NULL");
        }
    }
}
