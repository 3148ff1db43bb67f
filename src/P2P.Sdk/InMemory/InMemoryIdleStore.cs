using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryIdleStore(InMemoryState state) : IIdleStore
{
    public Task<bool> TakeTurnAsync(CampaignId campaign, Duration every, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            var rows = state.Get(campaign);
            if (rows.IdleLookedFor > state.Now)
            {
                return false;
            }

            rows.IdleLookedFor = state.Now + every;
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<IdleUser>> FindAsync(
        CampaignId campaign, Instant since, int most, CancellationToken cancellationToken) => state.DoAsync<IReadOnlyList<IdleUser>>(
        () =>
        {
            var rows = state.Get(campaign);
            return
            [
                .. rows.Actions.Values.Where(row => !row.Action.KeepAssignments)
                    .SelectMany(row => row.Held.Keys, (row, user) => new IdleUser(row.Action.Id, user))
                    .Where(idle => IsIdle(rows, idle, since)).Take(most),
            ];
        },
        cancellationToken);

    private static bool IsIdle(CampaignRows rows, IdleUser idle, Instant since)
    {
        var held = rows.Actions[idle.Action].Held[idle.User].Select(place => rows.Targets[new TargetId(place.Target)]).ToList();
        return held.Count > 0
            && held.TrueForAll(target => !(target.AssignedAt >= since))
            && !rows.Messages.Values.Any(m => m.Sender == idle.User && m.Action == idle.Action && m.CreatedAt >= since)
            && !rows.Reports.Values.Any(r => r.User == idle.User && r.Action == idle.Action && r.FiledAt >= since);
    }
}
