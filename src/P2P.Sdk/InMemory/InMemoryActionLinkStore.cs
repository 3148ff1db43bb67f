using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Links;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryActionLinkStore(InMemoryState state) : IActionLinkStore
{
    public Task<bool> AddAsync(
        CampaignId campaign, ActionLink link, JoinCode code, int most, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                if (state.Find(campaign) is not { } rows
                    || !rows.Actions.ContainsKey(link.Action)
                    || rows.ActionLinks.Values.Count(row => row.Link.Action == link.Action) >= most)
                {
                    return false;
                }

                state.Codes.Add(code, campaign);
                rows.ActionLinks.Add(link.Id, (link, code));
                rows.Audit.Add(audit);
                return true;
            },
            cancellationToken);

    public Task<ActionLink?> RevokeAsync(
        CampaignId campaign, ActionLinkId id, Instant at, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.ActionLinks.TryGetValue(id, out var row))
            {
                return null;
            }

            if (row.Link.RevokedAt is null)
            {
                rows.ActionLinks[id] = row = (row.Link with { RevokedAt = at }, row.Code);
                rows.Audit.Add(audit);
            }

            return row.Link;
        },
        cancellationToken);

    public Task<ILookup<ActionId, ActionLink>> ListAsync(
        CampaignId campaign, IReadOnlyList<ActionId> actions, CancellationToken cancellationToken) => state.DoAsync(
        () => (state.Find(campaign)?.ActionLinks.Values.Select(row => row.Link) ?? [])
            .Where(link => actions.Contains(link.Action)).OrderBy(link => link.Id.Value).ToLookup(link => link.Action),
        cancellationToken);
}
