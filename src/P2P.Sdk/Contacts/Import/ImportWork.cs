using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;
using Microsoft.Extensions.Options;

namespace P2P.Sdk.Contacts.Import;

/// <summary>Merges imports that wait, a chunk of each in turn.</summary>
internal sealed partial class ImportWork(
    IContactImportStore store, ImportMerger merger, IOptions<DispatchOptions> options, IEventStream events, TimeProvider time,
    ILogger<ImportWork> logger)
    : BackgroundWork(events, time, logger)
{
    private readonly IEventStream _events = events;

    protected override TimeSpan Every => TimeSpan.FromSeconds(2);

    protected override bool IsWokenBy(P2PEvent happened) => happened is P2PEvent.ImportProgressed;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        foreach (var (campaign, import) in await store.FailAbandonedAsync(ContactImporter.Abandoned, cancellationToken))
        {
            _events.Publish(new P2PEvent.ImportProgressed(campaign, import));
        }

        var merges = await store.LeaseMergesAsync(options.Value.Node, Duration.FromTimeSpan(options.Value.Lease), cancellationToken);
        var merged = false;
        foreach (var (campaign, import) in merges)
        {
            try
            {
                await merger.MergeChunkAsync(campaign, import, cancellationToken);
                merged = true;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                MergeFailed(logger, import, failure); // It keeps no other waiting, and is tried again.
            }
        }

        return merged;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A chunk of import {Import} could not be merged; it is tried again.")]
    private static partial void MergeFailed(ILogger logger, ContactImportId import, Exception failure);
}
