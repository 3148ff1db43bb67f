using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;

namespace P2P.Sdk.Results;

/// <summary>Writes down every second who is at work where.</summary>
internal sealed class ActivityWork(ActivityNotes notes, IEventStream events, TimeProvider time, ILogger<ActivityWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => TimeSpan.FromSeconds(1);

    protected override bool IsWokenBy(P2PEvent happened) => false;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        if (notes.IsAnyWaiting)
        {
            await notes.WriteAsync(cancellationToken);
        }

        return false;
    }
}
