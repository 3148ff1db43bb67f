using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;

namespace P2P.Sdk.Results.Exports;

/// <summary>Writes exports as they are asked for.</summary>
internal sealed class ExportWork(ExportWriter writer, IEventStream events, TimeProvider time, ILogger<ExportWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => TimeSpan.FromSeconds(10);

    protected override bool IsWokenBy(P2PEvent happened) => happened is P2PEvent.ExportProgressed;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await writer.ExpireAsync(cancellationToken);
        return await writer.WriteNextAsync(cancellationToken);
    }
}
