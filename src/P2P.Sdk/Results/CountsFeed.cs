using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Results;

/// <summary>An action's counts, live.</summary>
internal sealed class CountsFeed(ICountStore store, IEventStream events, TimeProvider time)
{
    private readonly SharedFeed<ActionCounts> _feed = new(
        async (campaign, action, cancellationToken) =>
            (await store.ReadAsync(campaign, [action], cancellationToken)).GetValueOrDefault(action),
        (one, other) => one == other,
        events,
        time);

    public IAsyncEnumerable<ActionCounts> WatchAsync(CampaignId campaign, ActionId action, CancellationToken cancellationToken) =>
        _feed.WatchAsync(campaign, action, cancellationToken);
}
