using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.EntityFrameworkCore.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

internal sealed class FolderRow
{
    public Guid CampaignId { get; set; }

    public Guid FolderId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>The name without regard to case. A second guard only: rows that came from an older version were folded by the
    /// database, which may know ASCII alone, so stores compare names themselves.</summary>
    public string NameKey { get; set; } = "";

    internal sealed class Table : IEntityTypeConfiguration<FolderRow>
    {
        public void Configure(EntityTypeBuilder<FolderRow> builder)
        {
            builder.ToTable("action_folders").HasKey(r => new { r.CampaignId, r.FolderId });
            builder.HasIndex(r => new { r.CampaignId, r.NameKey }).IsUnique();
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
