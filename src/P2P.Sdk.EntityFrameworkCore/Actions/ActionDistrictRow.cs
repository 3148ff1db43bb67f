using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

/// <summary>That an action is limited to the users of a district. One that is gone lets nobody in.</summary>
internal sealed class ActionDistrictRow
{
    public Guid CampaignId { get; set; }

    public Guid ActionId { get; set; }

    public Guid DistrictId { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<ActionDistrictRow>
    {
        public void Configure(EntityTypeBuilder<ActionDistrictRow> builder)
        {
            builder.ToTable("action_districts").HasKey(r => new { r.CampaignId, r.ActionId, r.DistrictId });
            builder.HasIndex(r => new { r.CampaignId, r.DistrictId });
            builder.HasOne<ActionRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ActionId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
