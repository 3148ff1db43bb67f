using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;
using P2P.Sdk.Results;

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
            () => state.Find(campaign) is { } rows && rows.Actions.TryGetValue(action, out var row)
                ? new Recount(
                    row.Counts, Count(rows, action), row.Pool.Values.Sum(pool => pool.Count),
                    rows.Targets.Values.Count(t => t.Action == action && (t.IsInPool || t.IsParked)))
                : null,
            cancellationToken);

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
        return counts.Aggregate(new ActionCounts { NeedsAttention = waiting }, (sum, one) => sum + one);
    }
}
