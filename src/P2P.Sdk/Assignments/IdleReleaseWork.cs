using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;

namespace P2P.Sdk.Assignments;

/// <summary>Looks for contacts that their users have let lie.</summary>
internal sealed class IdleReleaseWork(
    IdleReleaser releaser, IEventStream events, TimeProvider time, ILogger<IdleReleaseWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => IdleReleaser.Every.ToTimeSpan();

    protected override bool IsWokenBy(P2PEvent happened) => false;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await releaser.RunAsync(cancellationToken);
        return false; // More of the same user's contacts come in the next turn.
    }
}
