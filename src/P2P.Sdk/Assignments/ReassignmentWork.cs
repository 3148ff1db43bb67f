using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;

namespace P2P.Sdk.Assignments;

/// <summary>Runs bulk operations in the background.</summary>
internal sealed class ReassignmentWork(
    ReassignmentChunks chunks, IEventStream events, TimeProvider time, ILogger<ReassignmentWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => TimeSpan.FromSeconds(5);

    protected override bool IsWokenBy(P2PEvent happened) => happened is P2PEvent.ReassignmentProgressed;

    protected override Task<bool> WorkAsync(CancellationToken cancellationToken) => chunks.RunNextAsync(cancellationToken);
}
