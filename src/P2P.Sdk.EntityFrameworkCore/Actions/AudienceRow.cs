using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.EntityFrameworkCore.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

/// <summary>That an action was sent to a user.</summary>
internal sealed class AudienceRow
{
    public Guid CampaignId { get; set; }

    public Guid ActionId { get; set; }

    public Guid UserId { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<AudienceRow>
    {
        public void Configure(EntityTypeBuilder<AudienceRow> builder)
        {
            builder.ToTable("action_audience").HasKey(r => new { r.CampaignId, r.ActionId, r.UserId });
            builder.HasOne<ActionRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ActionId })
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<UserRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.UserId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
