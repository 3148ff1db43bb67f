using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Sessions;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;

namespace P2P.Sdk.EntityFrameworkCore.Users;

internal sealed class InvitationStore(Database database) : IInvitationStore
{
    public Task AddAsync(
        CampaignId campaign, Invitation invitation, JoinCode code, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.AddAuditAsync(campaign, audit);
                await session.TakeCodeAsync(campaign, code);
                await session.InsertAsync(InvitationRow.Of(campaign, invitation, code));
            },
            cancellationToken);

    public Task<Invitation?> RevokeAsync(
        CampaignId campaign, InvitationId id, Instant at, AuditEntry audit, CancellationToken cancellationToken) =>
        database.WriteAsync<Invitation?>(
            async session =>
            {
                await session.LockCampaignAsync(campaign); // As whoever joins by it does.
                if (await session.FindAsync<InvitationRow>(
                    $"WHERE campaign_id = {campaign} AND invitation_id = {id}") is not { } row)
                {
                    return null;
                }

                if (row is { UsedBy: null, RevokedAt: null })
                {
                    row.RevokedAt = at;
                    await session.UpdateAsync(row);
                    await session.AddAuditAsync(campaign, audit);
                }

                return row.ToInvitation();
            },
            cancellationToken);

    public Task<Page<Invitation>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session => Page.Of(
                (await session.QueryAsync<InvitationRow>(LatestFirst.Page("invitation_id", campaign, page)))
                    .Select(row => row.ToInvitation()),
                page,
                invitation => LatestFirst.CursorOf(invitation.CreatedAt, invitation.Id.Value)),
            cancellationToken);
}
