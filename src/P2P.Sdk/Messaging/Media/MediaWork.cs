using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;

namespace P2P.Sdk.Messaging.Media;

/// <summary>Looks for files to fetch. Nothing tells of one: a picture that comes two seconds after its text is soon enough.</summary>
internal sealed class MediaWork(MediaFetcher fetcher, IEventStream events, TimeProvider time, ILogger<MediaWork> logger)
    : BackgroundWork(events, time, logger)
{
    private const int AtOnce = 20;

    protected override TimeSpan Every => TimeSpan.FromSeconds(2);

    protected override bool IsWokenBy(P2PEvent happened) => false;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken) =>
        await fetcher.RunOnceAsync(AtOnce, cancellationToken) == AtOnce;
}
