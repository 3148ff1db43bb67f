using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.EntityFrameworkCore.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Users;

/// <summary>That a stopped user's contacts are to be released.</summary>
internal sealed class UserReleaseRow
{
    public Guid CampaignId { get; set; }

    public Guid UserId { get; set; }

    /// <summary>When the user was stopped, by the machines' clock.</summary>
    public Instant Since { get; set; }

    public string? LeasedBy { get; set; }

    public Instant? LeasedUntil { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<UserReleaseRow>
    {
        public void Configure(EntityTypeBuilder<UserReleaseRow> builder)
        {
            builder.ToTable("user_releases").HasKey(r => new { r.CampaignId, r.UserId });
            builder.HasOne<UserRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.UserId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
