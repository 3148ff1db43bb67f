using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;

namespace P2P.Sdk.Notifications;

/// <summary>Sends what waits to be sent, on every node.</summary>
internal sealed class NotificationWork(NotificationSending sending, IEventStream events, TimeProvider time, ILogger<NotificationWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => TimeSpan.FromSeconds(10);

    protected override bool IsWokenBy(P2PEvent happened) => happened is P2PEvent.NotificationChanged;

    protected override Task<bool> WorkAsync(CancellationToken cancellationToken) => sending.SendNextAsync(cancellationToken);
}
