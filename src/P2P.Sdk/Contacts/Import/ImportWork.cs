using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;
using Microsoft.Extensions.Options;

namespace P2P.Sdk.Contacts.Import;

/// <summary>Merges imports that wait, a chunk of each in turn.</summary>
internal sealed class ImportWork(
    IContactImportStore store, ImportMerger merger, IOptions<DispatchOptions> options, IEventStream events, TimeProvider time,
    ILogger<ImportWork> logger)
    : BackgroundWork(events, time, logger)
{
    private static readonly Duration Lease = Duration.FromSeconds(30);

    protected override TimeSpan Every => TimeSpan.FromSeconds(2);

    protected override bool IsWokenBy(P2PEvent happened) => happened is P2PEvent.ImportProgressed;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        var merges = await store.LeaseMergesAsync(options.Value.Node, Lease, cancellationToken);
        foreach (var (campaign, import) in merges)
        {
            await merger.MergeChunkAsync(campaign, import, cancellationToken);
        }

        return merges.Count > 0;
    }
}
