using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Results;

/// <summary>Overviews of actions, now and live.</summary>
internal sealed class OverviewReader
{
    /// <summary>Whoever did nothing for so long is not there any more.</summary>
    private static readonly Duration Presence = Duration.FromMinutes(5);

    private readonly IResultStore _store;
    private readonly ICampaignStore _campaigns;
    private readonly IClock _clock;
    private readonly SharedFeed<ActionOverview> _feed;

    public OverviewReader(IResultStore store, ICampaignStore campaigns, IEventStream events, IClock clock, TimeProvider time)
    {
        (_store, _campaigns, _clock) = (store, campaigns, clock);
        _feed = new(
            async (campaign, action, cancellationToken) =>
                (await ReadAsync(campaign, [action], cancellationToken)).GetValueOrDefault(action) ?? ActionOverview.Empty,
            (one, other) => one.IsSameAs(other),
            events,
            time);
    }

    public async Task<IReadOnlyDictionary<ActionId, ActionOverview>> ReadAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken)
    {
        var now = _clock.Now();
        var policy = ((await _campaigns.FindAsync(campaign, cancellationToken))?.Settings ?? new TextingSettings()).Policy;
        var rows = await _store.ReadOverviewsAsync(campaign, actions, now - Presence, cancellationToken);
        return rows.ToDictionary(row => row.Key, row => new ActionOverview(
            row.Value.Counts, row.Value.Reach, row.Value.UsersHere, row.Value.OldestWaiting,
            PoolOutlook.OpenNow(row.Value.Pool, policy, now), PoolOutlook.OpensLater(row.Value.Pool, policy, now)));
    }

    public IAsyncEnumerable<ActionOverview> WatchAsync(CampaignId campaign, ActionId action, CancellationToken cancellationToken) =>
        _feed.WatchAsync(campaign, action, cancellationToken);
}
