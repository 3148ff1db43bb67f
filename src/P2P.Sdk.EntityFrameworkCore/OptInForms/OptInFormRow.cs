using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.OptInForms;

namespace P2P.Sdk.EntityFrameworkCore.OptInForms;

internal sealed class OptInFormRow
{
    public Guid CampaignId { get; set; }

    public Guid FormId { get; set; }

    public string Slug { get; set; } = "";

    public string SlugKey { get; set; } = "";

    public string Title { get; set; } = "";

    public string Subtitle { get; set; } = "";

    /// <summary>As JSON: read and written whole.</summary>
    public string Responses { get; set; } = "";

    public bool IsOpen { get; set; }

    public Instant CreatedAt { get; set; }

    public int Version { get; set; }

    public static OptInFormRow Of(CampaignId campaign, OptInForm form) => new()
    {
        CampaignId = campaign.Value,
        FormId = form.Id.Value,
        Slug = form.Slug,
        SlugKey = Folded.Text(form.Slug),
        Title = form.Title,
        Subtitle = form.Subtitle,
        Responses = Json.Write(form.Responses),
        IsOpen = form.IsOpen,
        CreatedAt = form.CreatedAt,
        Version = form.Version,
    };

    public OptInForm ToForm() => new()
    {
        Id = new(FormId),
        Slug = Slug,
        Title = Title,
        Subtitle = Subtitle,
        Responses = Json.ReadTexts(Responses),
        IsOpen = IsOpen,
        CreatedAt = CreatedAt,
        Version = Version,
    };

    internal sealed class Table : IEntityTypeConfiguration<OptInFormRow>
    {
        public void Configure(EntityTypeBuilder<OptInFormRow> builder)
        {
            builder.ToTable("opt_in_forms").HasKey(r => new { r.CampaignId, r.FormId });
            builder.HasIndex(r => new { r.CampaignId, r.SlugKey }).IsUnique();
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
