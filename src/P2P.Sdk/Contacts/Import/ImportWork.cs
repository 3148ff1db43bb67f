using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;
using P2P.Sdk.Messaging;
using Microsoft.Extensions.Options;

namespace P2P.Sdk.Contacts.Import;

/// <summary>Merges imports that wait, some chunks of each in turn; the lease is renewed long before it ends.</summary>
internal sealed partial class ImportWork(
    IContactImportStore store, ImportMerger merger, IOptions<DispatchOptions> options, IEventStream events, TimeProvider time,
    ILogger<ImportWork> logger)
    : BackgroundWork(events, time, logger)
{
    /// <summary>Some seconds' work, of a lease of thirty.</summary>
    private const int ChunksInTurn = 16;

    private readonly IEventStream _events = events;
    private readonly TimeProvider _time = time;

    protected override TimeSpan Every => TimeSpan.FromSeconds(2);

    protected override bool IsWokenBy(P2PEvent happened) => happened is P2PEvent.ImportProgressed;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        foreach (var (campaign, import) in await store.FailAbandonedAsync(ContactImporter.Abandoned, cancellationToken))
        {
            _events.Publish(new P2PEvent.ImportProgressed(campaign, import));
        }

        var lease = options.Value.Lease;
        var merges = await store.LeaseMergesAsync(options.Value.Node, Duration.FromTimeSpan(lease), cancellationToken);
        try
        {
            return await MergeAsync(merges, lease, cancellationToken);
        }
        catch when (cancellationToken.IsCancellationRequested)
        {
            // What is asked for again for no time is nobody's: another node goes on at once.
            await store.LeaseMergesAsync(options.Value.Node, Duration.Zero, CancellationToken.None);
            throw;
        }
    }

    private async Task<bool> MergeAsync(
        IReadOnlyList<(CampaignId Campaign, ContactImportId Import)> merges, TimeSpan lease, CancellationToken cancellationToken)
    {
        var leased = _time.GetTimestamp();
        var merged = false;
        while (merges.Count > 0 && _time.GetElapsedTime(leased) < lease / 4)
        {
            var more = new List<(CampaignId Campaign, ContactImportId Import)>();
            foreach (var (campaign, import) in merges)
            {
                if (await TryMergeAsync(campaign, import, cancellationToken))
                {
                    more.Add((campaign, import));
                    merged = true;
                }
            }

            merges = more;
        }

        return merged;
    }

    /// <returns>Whether there may be more of it to merge at once.</returns>
    private async Task<bool> TryMergeAsync(CampaignId campaign, ContactImportId import, CancellationToken cancellationToken)
    {
        try
        {
            return await merger.MergeAsync(campaign, import, ChunksInTurn, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            MergeFailed(logger, import, failure); // It keeps no other waiting, and is tried again.
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A chunk of import {Import} could not be merged; it is tried again.")]
    private static partial void MergeFailed(ILogger logger, ContactImportId import, Exception failure);
}
