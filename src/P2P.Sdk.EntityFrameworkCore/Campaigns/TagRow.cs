using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

internal sealed class TagRow
{
    public Guid CampaignId { get; set; }

    /// <summary>By <see cref="Tag.Key"/>.</summary>
    public string TagKey { get; set; } = "";

    public string Name { get; set; } = "";

    public bool IsDefault { get; set; }

    /// <summary>From 1, in the order in which they were added.</summary>
    public int Position { get; set; }

    public static TagRow Of(CampaignId campaign, Tag tag, int position) => new()
    {
        CampaignId = campaign.Value,
        TagKey = Tag.Key(tag.Name),
        Name = tag.Name,
        IsDefault = tag.IsDefault,
        Position = position,
    };

    public Tag ToTag() => new(Name, IsDefault);

    internal sealed class Table : IEntityTypeConfiguration<TagRow>
    {
        public void Configure(EntityTypeBuilder<TagRow> builder)
        {
            builder.ToTable("tags").HasKey(r => new { r.CampaignId, r.TagKey });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
