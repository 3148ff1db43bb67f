using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.EntityFrameworkCore.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Districts;

internal sealed class DistrictRow
{
    public Guid CampaignId { get; set; }

    public Guid DistrictId { get; set; }

    public string Name { get; set; } = "";

    public string NameKey { get; set; } = "";

    internal sealed class Table : IEntityTypeConfiguration<DistrictRow>
    {
        public void Configure(EntityTypeBuilder<DistrictRow> builder)
        {
            builder.ToTable("districts").HasKey(r => new { r.CampaignId, r.DistrictId });
            builder.HasIndex(r => new { r.CampaignId, r.NameKey }).IsUnique();
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
