using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Events;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>Runs bulk operations that wait, a chunk of contacts at a time. After a crash any node goes on.</summary>
/// <remarks>
/// The moves of a chunk are kept as a plan before they are made, and the note that they were made follows: whoever takes over
/// makes those of the plan that were not, and counts each once. Contacts come in the order of their keys, which no move
/// changes, so each is looked at once.
/// </remarks>
internal sealed partial class ReassignmentChunks(
    IReassignmentStore store, ReassignmentRunner runner, ICampaignStore campaigns, IEventStream events, IClock clock,
    ILogger<ReassignmentChunks> logger)
{
    /// <summary>Contacts of one transaction: so few that no send waits long for it.</summary>
    public const int Size = 500;

    /// <summary>How often a process may die over it until it is given up.</summary>
    private const int MostTurns = 10;

    private static readonly Duration Lease = Duration.FromSeconds(30);

    /// <returns>Whether there was one.</returns>
    public async Task<bool> RunNextAsync(CancellationToken cancellationToken)
    {
        if (await store.TakeAsync(Lease, cancellationToken) is not { } turn)
        {
            return false;
        }

        var job = turn.Job;
        try
        {
            while (job.Shown.State == ReassignmentState.Working)
            {
                try
                {
                    job = turn.Number > MostTurns
                        ? Failed(job, "It broke off too often. Look at the server's log, and ask for the rest again.")
                        : await StepAsync(turn.Campaign, job, cancellationToken);
                }
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
                {
                    ChunkFailed(logger, job.Shown.Id, failure); // The lease ends, and somebody tries again.
                    return true;
                }

                if (!await store.SaveAsync(turn, job, Lease, cancellationToken))
                {
                    return true; // Whoever has it now tells how far it is.
                }

                FaultPoint.Reach("reassignment.saved");
                events.Publish(new P2PEvent.ReassignmentProgressed(turn.Campaign, job.Shown.Id));
            }

            return true;
        }
        catch when (cancellationToken.IsCancellationRequested)
        {
            // Another node goes on at once, and does not wait for the lease to end.
            await store.SaveAsync(turn, job, Duration.Zero, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Makes the planned moves, or plans the next chunk, or finds that there is none.</summary>
    private async Task<ReassignmentJob> StepAsync(CampaignId campaign, ReassignmentJob job, CancellationToken cancellationToken)
    {
        var active = await ActiveAsync(campaign, job.Order, cancellationToken);
        if (active.Count == 0 && job.Order.Kind == ReassignmentKind.Reassign)
        {
            return Failed(job, "None of the receivers is active any more. What had moved stays with them until it is moved again.");
        }

        job = job with { Order = job.Order with { Receivers = active } };
        if (job.Plan.Count > 0)
        {
            var planned = job.Plan.ToDictionary(move => move.Contact, move => move.To);
            var (shown, _) = await runner.RunAsync(campaign, job, [.. planned.Keys], planned, job.Shown.IsDryRun, cancellationToken);
            FaultPoint.Reach("reassignment.moved");
            return job with { Shown = shown, Plan = [] };
        }

        var contacts = await runner.FindAsync(campaign, job.Order, job.After, Size, cancellationToken);
        if (contacts.Count == 0)
        {
            return job with { Shown = job.Shown with { State = ReassignmentState.Done, FinishedAt = clock.Now() } };
        }

        // Planning counts those that stay; those that are to move are counted once they have.
        var (counted, moves) = await runner.RunAsync(campaign, job, contacts, null, dryRun: true, cancellationToken);
        return job.Shown.IsDryRun
            ? job with { Shown = counted, After = contacts[^1] }
            : job with
            {
                Shown = job.Shown with { Contacts = counted.Contacts - moves.Count, Skipped = counted.Skipped },
                After = contacts[^1],
                Plan = moves,
            };
    }

    private async Task<IReadOnlyList<UserId>> ActiveAsync(
        CampaignId campaign, ReassignmentOrder order, CancellationToken cancellationToken) => order.Receivers.Count == 0
        ? []
        : [.. (await campaigns.FindUsersAsync(campaign, order.Receivers, cancellationToken)).Where(u => !u.IsStopped).Select(u => u.Id)];

    private ReassignmentJob Failed(ReassignmentJob job, string why) => job with
    {
        Shown = job.Shown with { State = ReassignmentState.Failed, FinishedAt = clock.Now(), Failure = Refusal.Invalid(why) },
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A chunk of reassignment {Reassignment} failed; it is tried again.")]
    private static partial void ChunkFailed(ILogger logger, ReassignmentId reassignment, Exception failure);
}
