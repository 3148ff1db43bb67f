using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;

namespace P2P.Sdk.Telemetry;

/// <summary>Measures what waits, over all campaigns; where nobody listens it asks for nothing.</summary>
/// <remarks>Every node measures the same: take one, or the largest, never the sum.</remarks>
internal sealed class BacklogWork(
    IBacklogStore store, ICampaignStore campaigns, IClock clock, IEventStream events, TimeProvider time, ILogger<BacklogWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => TimeSpan.FromSeconds(30);

    protected override bool IsWokenBy(P2PEvent happened) => false;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        if (!Metrics.IsBacklogWatched)
        {
            return false;
        }

        var all = new Backlog(0, null, 0, null);
        foreach (var campaign in await campaigns.ListAsync(cancellationToken))
        {
            var one = await store.ReadAsync(campaign.Id, cancellationToken);
            all = new(
                all.Queued + one.Queued, Earlier(all.OldestQueued, one.OldestQueued),
                all.NeedsAttention + one.NeedsAttention, Earlier(all.OldestNeedsAttention, one.OldestNeedsAttention));
        }

        Metrics.Wait(all, clock.Now());
        return false;
    }

    private static Instant? Earlier(Instant? one, Instant? other) =>
        one is { } a && other is { } b ? Instant.Min(a, b) : one ?? other;
}
