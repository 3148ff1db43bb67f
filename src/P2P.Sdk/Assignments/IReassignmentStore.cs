using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Assignments;

/// <summary>Bulk operations as work that nodes take in turn.</summary>
public interface IReassignmentStore
{
    /// <summary>Adds one that waits, and the audit entry.</summary>
    Task AddAsync(CampaignId campaign, ReassignmentJob job, AuditEntry audit, CancellationToken cancellationToken);

    Task<Reassignment?> FindAsync(CampaignId campaign, ReassignmentId id, CancellationToken cancellationToken);

    /// <summary>Latest first; the cursor's order is that, by <see cref="Reassignment.StartedAt"/>.</summary>
    Task<Page<Reassignment>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Takes one of any campaign that waits, or whose process has not said in time that it goes on; the oldest first.</summary>
    /// <param name="lease">For how long the caller need not say so; by the machines' clock.</param>
    /// <returns><see langword="null"/>: there is nothing to do.</returns>
    Task<ReassignmentTurn?> TakeAsync(Duration lease, CancellationToken cancellationToken);

    /// <summary>Keeps how far it is, and says that the process goes on for as long again. One that is done or has failed ends
    /// the turn.</summary>
    /// <returns>False, and nothing done, if the turn is over: another process took it.</returns>
    Task<bool> SaveAsync(ReassignmentTurn turn, ReassignmentJob job, Duration lease, CancellationToken cancellationToken);
}

/// <summary>A bulk operation that one process has taken.</summary>
/// <param name="Number">How often it was taken, from 1; whoever has a lower one has lost it.</param>
public sealed record ReassignmentTurn(CampaignId Campaign, ReassignmentJob Job, int Number);
