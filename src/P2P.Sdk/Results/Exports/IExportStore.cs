using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Results.Exports;

/// <summary>Exports as work that nodes take in turn.</summary>
public interface IExportStore
{
    /// <summary>Adds an export that waits, and the audit entry.</summary>
    Task AddAsync(CampaignId campaign, Export export, AuditEntry audit, CancellationToken cancellationToken);

    Task<Export?> FindAsync(CampaignId campaign, ExportId id, CancellationToken cancellationToken);

    /// <summary>Latest first; the cursor's order is that, by <see cref="Export.StartedAt"/>.</summary>
    Task<Page<Export>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Takes an export of any campaign that waits, or whose writer has not said in time that it goes on.</summary>
    /// <param name="lease">For how long the caller need not say so; by the machines' clock.</param>
    /// <returns><see langword="null"/>: there is nothing to write.</returns>
    Task<ExportTurn?> TakeAsync(Duration lease, CancellationToken cancellationToken);

    /// <summary>Says how far the writer is, and that it goes on, for as long again.</summary>
    /// <returns>False if the turn is over: another took the export.</returns>
    Task<bool> KeepAsync(ExportTurn turn, long rows, Duration lease, CancellationToken cancellationToken);

    /// <summary>Ends a turn.</summary>
    /// <param name="after">The export, done or failed.</param>
    /// <returns>False, and nothing done, if the turn was over.</returns>
    Task<bool> FinishAsync(ExportTurn turn, Export after, CancellationToken cancellationToken);

    /// <summary>Marks exports of any campaign as expired that were done before a time.</summary>
    /// <returns>Their files, to be deleted; each is told once.</returns>
    Task<IReadOnlyList<(CampaignId Campaign, BlobId File)>> ExpireAsync(Instant doneBefore, CancellationToken cancellationToken);
}

/// <summary>An export that one writer has taken.</summary>
/// <param name="Number">How often it was taken, from 1; whoever has a lower one has lost it.</param>
public sealed record ExportTurn(CampaignId Campaign, Export Export, int Number);
