using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryInvitationStore(InMemoryState state) : IInvitationStore
{
    public Task AddAsync(
        CampaignId campaign, Invitation invitation, JoinCode code, AuditEntry audit, CancellationToken cancellationToken) =>
        state.DoAsync(
            () =>
            {
                var rows = state.Get(campaign);
                state.Codes.Add(code, campaign);
                rows.Invitations.Add(invitation.Id, (invitation, code));
                rows.Audit.Add(audit);
            },
            cancellationToken);

    public Task<Invitation?> RevokeAsync(
        CampaignId campaign, InvitationId id, Instant at, AuditEntry audit, CancellationToken cancellationToken) => state.DoAsync(
        () =>
        {
            if (state.Find(campaign) is not { } rows || !rows.Invitations.TryGetValue(id, out var row))
            {
                return null;
            }

            if (row.Invitation is { UsedBy: null, RevokedAt: null })
            {
                rows.Invitations[id] = row = (row.Invitation with { RevokedAt = at }, row.Code);
                rows.Audit.Add(audit);
            }

            return row.Invitation;
        },
        cancellationToken);

    public Task<Page<Invitation>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        state.DoAsync(
            () => Page.In(
                state.Find(campaign) is { } rows ? rows.Invitations.Values.Select(row => row.Invitation) : [],
                page,
                invitation => new Cursor(-invitation.CreatedAt.ToUnixTimeTicks(), invitation.Id.Value)),
            cancellationToken);
}
