using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;

namespace P2P.Sdk.EntityFrameworkCore.Users;

internal sealed class InvitationRow
{
    public Guid CampaignId { get; set; }

    public Guid InvitationId { get; set; }

    /// <summary>As <see cref="JoinCode.Key"/>: the token itself is not kept.</summary>
    public string TokenHash { get; set; } = "";

    public Role Role { get; set; }

    public Guid? TeamId { get; set; }

    public Guid? UserId { get; set; }

    public Guid CreatedBy { get; set; }

    public Instant CreatedAt { get; set; }

    public Instant ExpiresAt { get; set; }

    public Guid? UsedBy { get; set; }

    public Instant? RevokedAt { get; set; }

    public static InvitationRow Of(CampaignId campaign, Invitation invitation, JoinCode code) => new()
    {
        CampaignId = campaign.Value,
        InvitationId = invitation.Id.Value,
        TokenHash = code.Key,
        Role = invitation.Role,
        TeamId = invitation.Team?.Value,
        UserId = invitation.User?.Value,
        CreatedBy = invitation.CreatedBy.Value,
        CreatedAt = invitation.CreatedAt,
        ExpiresAt = invitation.ExpiresAt,
        UsedBy = invitation.UsedBy?.Value,
        RevokedAt = invitation.RevokedAt,
    };

    public Invitation ToInvitation() => new()
    {
        Id = new(InvitationId),
        Role = Role,
        Team = TeamId is { } team ? new(team) : null,
        User = UserId is { } user ? new(user) : null,
        CreatedBy = new(CreatedBy),
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
        UsedBy = UsedBy is { } used ? new(used) : null,
        RevokedAt = RevokedAt,
    };

    internal sealed class Table : IEntityTypeConfiguration<InvitationRow>
    {
        public void Configure(EntityTypeBuilder<InvitationRow> builder)
        {
            builder.ToTable("invitations").HasKey(r => new { r.CampaignId, r.InvitationId });
            builder.HasIndex(r => new { r.CampaignId, r.TokenHash }).IsUnique();
            builder.HasIndex(r => new { r.CampaignId, r.CreatedAt, r.InvitationId }).IsDescending(false, true, false);
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
