using P2P.Sdk.Actions;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryCountStore(InMemoryState state) : ICountStore
{
    public Task<IReadOnlyDictionary<ActionId, ActionCounts>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken) =>
        state.DoAsync<IReadOnlyDictionary<ActionId, ActionCounts>>(
            () =>
            {
                var rows = state.Find(campaign);
                return actions.Distinct()
                    .Where(id => rows?.Actions.ContainsKey(id) == true)
                    .ToDictionary(id => id, id => rows!.Actions[id].Counts);
            },
            cancellationToken);

    public Task<Recount?> RecountAsync(CampaignId campaign, ActionId action, CancellationToken cancellationToken) =>
        state.DoAsync(
            () => state.Find(campaign) is { } rows && rows.Actions.TryGetValue(action, out var row) ? Recount(rows, row) : null,
            cancellationToken);

    public Task<Recount?> RepairAsync(
        CampaignId campaign, ActionId action, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.Actions.TryGetValue(action, out var row))
            {
                return null;
            }

            var recount = Recount(rows, row);
            if (recount.IsEqual)
            {
                return recount;
            }

            row.Counts = recount.Counted;
            foreach (var difference in recount.Tallies)
            {
                row.Tallies[difference.Key] = difference.Counted;
            }

            rows.Audit.Add(audit with { Detail = $"{recount.Tallies.Count} tallies" });
            return recount;
        },
        cancellationToken);

    /// <summary>The pool is its targets: it cannot differ.</summary>
    private static Recount Recount(CampaignRows rows, ActionRow row) => new(
        row.Counts, Count(rows, row.Action.Id), row.Pool.Values.Sum(pool => pool.Count),
        rows.Targets.Values.Count(t => t.Action == row.Action.Id && (t.IsInPool || t.IsParked)))
    {
        Tallies = TallyDifference.Compare(row.Tallies, Tally(rows, row)),
    };

    private static ActionCounts Count(CampaignRows rows, ActionId action)
    {
        IEnumerable<ActionCounts> counts =
        [
            .. rows.Targets.Values.Where(t => t.Action == action).Select(t => ConversationCounts.OfTarget(t, 1)),
            .. rows.Messages.Values.Where(m => m.Action == action).Select(m => ConversationCounts.OfMessage(m, 1)),
            .. rows.MessageLinks.Values.Where(l => l.Action == action).Select(l => ConversationCounts.OfLink(l, 1)),
            .. rows.OptOuts.Values.Where(o => o.Action == action).Select(ConversationCounts.OfOptOut),
        ];
        var waiting = rows.Contacts.Values.Count(c => c.Contact.NeedsAttention && c.Contact.CurrentAction == action);
        var reports = rows.Reports.Keys.Count(key => key.Action == action);
        return counts.Aggregate(new ActionCounts { NeedsAttention = waiting, Reports = reports }, (sum, one) => sum + one);
    }

    private static TallyChanges Tally(CampaignRows rows, ActionRow row)
    {
        var (action, tallies) = (row.Action, new TallyChanges());
        foreach (var target in rows.Targets.Values.Where(t => t.Action == action.Id))
        {
            tallies.Add(target, 1);
        }

        foreach (var message in rows.Messages.Values.Where(m => m.Action == action.Id))
        {
            tallies.AddRow(message, action);
        }

        foreach (var report in rows.Reports.Values.Where(r => r.Action == action.Id))
        {
            tallies.Add(report, 1);
        }

        foreach (var optOut in rows.OptOuts.Values.Where(o => o.Action == action.Id))
        {
            tallies.Add(optOut);
        }

        foreach (var contact in rows.Contacts.Values.Where(c => c.Contact.CurrentAction == action.Id))
        {
            tallies.Add(contact.Contact, 1);
        }

        return tallies;
    }
}
