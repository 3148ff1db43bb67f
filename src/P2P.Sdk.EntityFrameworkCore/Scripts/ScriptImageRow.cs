using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Images;
using P2P.Sdk.Scripts.Images;

namespace P2P.Sdk.EntityFrameworkCore.Scripts;

internal sealed class ScriptImageRow
{
    public Guid CampaignId { get; set; }

    public Guid ImageId { get; set; }

    public ImageFormat Format { get; set; }

    public int Bytes { get; set; }

    public string Hash { get; set; } = "";

    public static ScriptImageRow Of(CampaignId campaign, ScriptImage image) => new()
    {
        CampaignId = campaign.Value, ImageId = image.Id.Value, Format = image.Format, Bytes = image.Bytes, Hash = image.Hash,
    };

    public ScriptImage ToImage() => new(new(ImageId), Format, Bytes, Hash);

    internal sealed class Table : IEntityTypeConfiguration<ScriptImageRow>
    {
        public void Configure(EntityTypeBuilder<ScriptImageRow> builder)
        {
            builder.ToTable("script_images").HasKey(r => new { r.CampaignId, r.ImageId });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
