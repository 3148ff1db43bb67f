using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;

namespace P2P.Sdk.Actions;

/// <summary>Publishes scheduled actions when their time has come.</summary>
internal sealed class PublishingWork(PublishingService publishing, IEventStream events, TimeProvider time, ILogger<PublishingWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => TimeSpan.FromSeconds(5);

    protected override bool IsWokenBy(P2PEvent happened) => happened is P2PEvent.ActionChanged;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await publishing.PublishDueAsync(cancellationToken);
        return false;
    }
}
