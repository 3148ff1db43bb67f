using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.EntityFrameworkCore.Actions;

namespace P2P.Sdk.EntityFrameworkCore.Results;

/// <summary>When a user did what in an action.</summary>
internal sealed class ActionUserRow
{
    public Guid CampaignId { get; set; }

    public Guid ActionId { get; set; }

    public Guid UserId { get; set; }

    public Instant? SeenAt { get; set; }

    public Instant? StartedAt { get; set; }

    /// <summary>In ticks since 1970: what users are ordered by.</summary>
    public long LastActive { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<ActionUserRow>
    {
        public void Configure(EntityTypeBuilder<ActionUserRow> builder)
        {
            builder.ToTable("action_users").HasKey(r => new { r.CampaignId, r.ActionId, r.UserId });
            builder.HasOne<ActionRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ActionId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
