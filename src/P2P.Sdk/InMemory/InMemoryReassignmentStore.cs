using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryReassignmentStore(InMemoryState state) : IReassignmentStore
{
    public Task AddAsync(CampaignId campaign, ReassignmentJob job, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Get(campaign);
                rows.Reassignments.Add(job.Shown.Id, new() { Job = job });
                rows.Audit.Add(audit);
            },
            cancellationToken);

    public Task<Reassignment?> FindAsync(CampaignId campaign, ReassignmentId id, CancellationToken cancellationToken) =>
        state.DoAsync(() => state.Find(campaign)?.Reassignments.GetValueOrDefault(id)?.Job.Shown, cancellationToken);

    public Task<Page<Reassignment>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        state.DoAsync(
            () => Page.In(
                state.Find(campaign)?.Reassignments.Values.Select(row => row.Job.Shown) ?? [], page,
                shown => new Cursor(-shown.StartedAt.ToUnixTimeTicks(), shown.Id.Value)),
            cancellationToken);

    public Task<ReassignmentTurn?> TakeAsync(Duration lease, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var now = state.Now;
            var (campaign, row) = state.Campaigns.SelectMany(c => c.Value.Reassignments.Values, (c, row) => (c.Key, Row: row))
                .Where(r => r.Row.Job.Shown.State <= ReassignmentState.Working && (r.Row.LeasedUntil is not { } until || until <= now))
                .OrderBy(r => r.Row.Job.Shown.StartedAt).FirstOrDefault();
            if (row is null)
            {
                return null;
            }

            row.Job = row.Job with { Shown = row.Job.Shown with { State = ReassignmentState.Working } };
            row.LeasedUntil = now + lease;
            return new ReassignmentTurn(campaign, row.Job, ++row.Turns);
        },
        cancellationToken);

    public Task<bool> SaveAsync(
        ReassignmentTurn turn, ReassignmentJob job, Duration lease, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(turn.Campaign)?.Reassignments.GetValueOrDefault(job.Shown.Id)
                is not { Job.Shown.State: ReassignmentState.Working } row || row.Turns != turn.Number)
            {
                return false;
            }

            (row.Job, row.LeasedUntil) = (job, state.Now + lease);
            return true;
        },
        cancellationToken);
}
