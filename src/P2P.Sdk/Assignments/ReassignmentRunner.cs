using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>Moves the contacts of a bulk operation, in one transaction.</summary>
internal sealed class ReassignmentRunner(
    IConversationStore store, IExportRows rows, IActionStore actions, ConversationWriter writer, IClock clock)
{
    private const int ReadAtOnce = 500;

    /// <summary>How often contacts that others change at the same moment are read again before they are left where they are.</summary>
    private const int Rounds = 5;

    /// <summary>The next contacts that the order is about, by their keys; what moves does not change that order.</summary>
    public async Task<IReadOnlyList<ContactId>> FindAsync(
        CampaignId campaign, ReassignmentOrder order, ContactId? after, int most, CancellationToken cancellationToken)
    {
        var found = new List<ContactId>();
        var filter = order.Filter;
        while (found.Count < most)
        {
            var page = await rows.ContactsAsync(campaign, filter, after, Math.Min(ReadAtOnce, most), cancellationToken);
            if (page.Count == 0)
            {
                break;
            }

            found.AddRange(page.Select(contact => contact.Id));
            after = page[^1].Id;
        }

        return found.Count > most ? found[..most] : found;
    }

    /// <summary>Moves contacts, or counts what would move, all at one moment.</summary>
    /// <param name="planned">To whom each goes; <see langword="null"/>: they are dealt out.</param>
    /// <returns>The operation with these contacts looked at, and who went where.</returns>
    public async Task<(Reassignment Shown, IReadOnlyList<PlannedMove> Moves)> RunAsync(
        CampaignId campaign, ReassignmentJob job, IReadOnlyList<ContactId> contacts,
        IReadOnlyDictionary<ContactId, UserId?>? planned, bool dryRun, CancellationToken cancellationToken)
    {
        var reads = await ReadAsync(campaign, contacts, cancellationToken);
        var keeping = await KeepingAsync(campaign, job.Order, reads.Values, cancellationToken);
        var left = new HashSet<ContactId>();
        for (var round = 1; ; round++)
        {
            var decided = Decide(campaign, job, reads, keeping, planned, left);
            var moves = decided.Moved.Select(m => new PlannedMove(m.Contact, m.To)).ToList();
            var changes = decided.Moved.Select(m => m.Change).OfType<ConversationChange>().ToList();
            var results = dryRun ? [] : await writer.CommitAllAsync(changes, cancellationToken);
            if (results.All(result => result == CommitResult.Committed))
            {
                return (job.Shown.Plus([.. moves.Select(m => m.To)], decided.Skipped), moves);
            }

            IReadOnlyList<ContactId> stale = [.. changes.Where((_, i) => results[i] != CommitResult.Committed).Select(c => c.After.Id)];
            if (round >= Rounds)
            {
                left.UnionWith(stale);
                continue;
            }

            foreach (var (id, read) in await ReadAsync(campaign, stale, cancellationToken))
            {
                reads[id] = read;
            }
        }
    }

    private (List<(ContactId Contact, UserId? To, ConversationChange? Change)> Moved, List<RefusalCode> Skipped) Decide(
        CampaignId campaign, ReassignmentJob job, Dictionary<ContactId, ConversationSnapshot> reads, IReadOnlySet<ActionId> keeping,
        IReadOnlyDictionary<ContactId, UserId?>? planned, HashSet<ContactId> left)
    {
        var (moved, skipped) = (new List<(ContactId, UserId?, ConversationChange?)>(), new List<RefusalCode>());
        var dealing = new Dealing(job.Order.Receivers, job.Shown.ToUsers);
        var now = clock.Now();
        foreach (var (id, read) in reads)
        {
            if (left.Contains(id))
            {
                skipped.Add(RefusalCode.Conflict);
                continue;
            }

            var rule = ReassignRule.Judge(job.Order, read, keeping);
            if (planned is not null && rule.IsMade(job.Order, read, planned[id]))
            {
                moved.Add((id, planned[id], null));
            }
            else if (planned?[id] is { } receiver && !job.Order.Receivers.Contains(receiver))
            {
                skipped.Add(RefusalCode.Frozen); // Since it was planned.
            }
            else if (rule.Stays is { } reason)
            {
                skipped.Add(reason);
            }
            else
            {
                var to = planned is null ? dealing.Next() : planned[id];
                moved.Add((id, to, rule.Move(campaign, job.Order.AssignedBefore is null ? job.Shown.User : null, read, to, now)));
            }
        }

        return (moved, skipped);
    }

    private async Task<Dictionary<ContactId, ConversationSnapshot>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ContactId> contacts, CancellationToken cancellationToken)
    {
        var reads = new Dictionary<ContactId, ConversationSnapshot>();
        foreach (var chunk in contacts.Chunk(ReadAtOnce))
        {
            foreach (var read in (await store.ReadAsync(
                campaign, [.. chunk.Select(c => new ConversationQuery { Contact = c })], cancellationToken)).OfType<ConversationSnapshot>())
            {
                reads[read.Contact!.Id] = read;
            }
        }

        return reads;
    }

    private async Task<IReadOnlySet<ActionId>> KeepingAsync(
        CampaignId campaign, ReassignmentOrder order, IEnumerable<ConversationSnapshot> reads, CancellationToken cancellationToken)
    {
        if (order.Kind != ReassignmentKind.Release)
        {
            return new HashSet<ActionId>();
        }

        var ids = reads.SelectMany(read => read.Targets).Where(t => t.State == TargetState.Assigned).Select(t => t.Action).Distinct().ToList();
        var found = ids.Count == 0 ? [] : await actions.FindAsync(campaign, ids, cancellationToken);
        return found.Where(action => action.KeepAssignments).Select(action => action.Id).ToHashSet();
    }
}
