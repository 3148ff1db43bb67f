using NodaTime;
using P2P.Sdk.Audit;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Users.Invitations;

/// <summary>The invitations of campaigns. Who joins by one is <see cref="IUserStore.JoinAsync"/>'s.</summary>
public interface IInvitationStore
{
    /// <param name="code">Unique among all campaigns; found by <see cref="IUserStore.FindCampaignAsync"/> from now on.</param>
    Task AddAsync(
        CampaignId campaign, Invitation invitation, JoinCode code, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Takes an invitation back. One that was used or taken back stays as it is.</summary>
    /// <returns>As it then is; <see langword="null"/> if the campaign has no such invitation.</returns>
    Task<Invitation?> RevokeAsync(
        CampaignId campaign, InvitationId id, Instant at, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Latest first.</summary>
    Task<Page<Invitation>> PageAsync(CampaignId campaign, PageRequest page, CancellationToken cancellationToken);
}
