using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Links;

namespace P2P.Sdk.EntityFrameworkCore.Links;

internal sealed class CustomLinkRow
{
    public Guid CampaignId { get; set; }

    public Guid LinkId { get; set; }

    public string Slug { get; set; } = "";

    public string SlugKey { get; set; } = "";

    public string Title { get; set; } = "";

    public string Destination { get; set; } = "";

    public Instant CreatedAt { get; set; }

    public int Version { get; set; }

    public static CustomLinkRow Of(CampaignId campaign, CustomLink link) => new()
    {
        CampaignId = campaign.Value,
        LinkId = link.Id.Value,
        Slug = link.Slug,
        SlugKey = Folded.Text(link.Slug),
        Title = link.Title,
        Destination = link.Destination,
        CreatedAt = link.CreatedAt,
        Version = link.Version,
    };

    public CustomLink ToLink() => new()
    {
        Id = new(LinkId), Slug = Slug, Title = Title, Destination = Destination, CreatedAt = CreatedAt, Version = Version,
    };

    internal sealed class Table : IEntityTypeConfiguration<CustomLinkRow>
    {
        public void Configure(EntityTypeBuilder<CustomLinkRow> builder)
        {
            builder.ToTable("custom_links").HasKey(r => new { r.CampaignId, r.LinkId });
            builder.HasIndex(r => new { r.CampaignId, r.SlugKey }).IsUnique();
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
