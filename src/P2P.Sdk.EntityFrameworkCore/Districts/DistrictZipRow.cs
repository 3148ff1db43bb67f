using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace P2P.Sdk.EntityFrameworkCore.Districts;

internal sealed class DistrictZipRow
{
    public Guid CampaignId { get; set; }

    public Guid DistrictId { get; set; }

    /// <summary>Five digits.</summary>
    public string Zip { get; set; } = "";

    internal sealed class Table : IEntityTypeConfiguration<DistrictZipRow>
    {
        public void Configure(EntityTypeBuilder<DistrictZipRow> builder)
        {
            builder.ToTable("district_zips").HasKey(r => new { r.CampaignId, r.DistrictId, r.Zip });
            builder.HasOne<DistrictRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.DistrictId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
