using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Results.Tallies;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.EntityFrameworkCore.Results;

/// <summary>What a transaction does to the counters of actions, gathered and written last, in the order of the ids.</summary>
internal sealed class CountChanges
{
    private static readonly string AddUp =
        "ON CONFLICT (campaign_id, action_id, slot) DO UPDATE SET " + string.Join(", ", Counters.Select(
            counter => $"{counter} = action_counts.{counter} + excluded.{counter}"));

    private static int _lastSlot;

    private readonly SortedDictionary<Guid, ActionCounts> _changes = [];

    /// <summary>The same of users, buckets, scripts, tags, values, errors and minutes.</summary>
    public TallyChanges Tallies { get; private set; } = new();

    private static IEnumerable<string> Counters =>
    [
        "initial_messages", "follow_ups", "responses", "people_replied", "opt_outs", "manual_opt_outs",
        "messages_remaining", "needs_attention", "transport_errors", "carrier_filtered", "link_clicks", "all_link_clicks",
        "reports", "reports_filled",
        "segments", "held_opted_out", "held_landline", "held_missing_value", "held_message_too_long",
        "held_transport_error", "held_carrier_filtered",
    ];

    public void Add(ActionId action, ActionCounts change) =>
        _changes[action.Value] = _changes.GetValueOrDefault(action.Value) + change;

    /// <summary>By how much each action's counters change.</summary>
    public IEnumerable<ActionCountsRow> Rows(CampaignId campaign, int slot) => _changes
        .Where(c => !c.Value.IsZero)
        .Select(c => ActionCountsRow.Of(campaign, new(c.Key), slot, c.Value));

    public async ValueTask WriteAsync(Session session, CampaignId campaign)
    {
        var slot = (int)((uint)Interlocked.Increment(ref _lastSlot) % ActionCountsRow.Slots);
        foreach (var row in Rows(campaign, slot))
        {
            await session.InsertAsync(row, AddUp);
        }

        _changes.Clear();
        await session.AddAsync(campaign, Tallies);
        Tallies = new();
    }
}
