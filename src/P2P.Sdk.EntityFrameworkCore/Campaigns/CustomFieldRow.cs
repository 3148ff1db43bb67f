using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.EntityFrameworkCore.Campaigns;

internal sealed class CustomFieldRow
{
    public Guid CampaignId { get; set; }

    public Guid FieldId { get; set; }

    public string Slug { get; set; } = "";

    public string SlugKey { get; set; } = "";

    public string Title { get; set; } = "";

    public string TitleKey { get; set; } = "";

    public CustomFieldKind Kind { get; set; }

    public string Options { get; set; } = "";

    public string DefaultValue { get; set; } = "";

    public bool IsDefault { get; set; }

    /// <summary>From 1, in the order in which they were added.</summary>
    public int Position { get; set; }

    public static CustomFieldRow Of(CampaignId campaign, CustomField field, int position) => new()
    {
        CampaignId = campaign.Value,
        FieldId = field.Id.Value,
        Slug = field.Slug,
        SlugKey = Folded.Text(field.Slug),
        Title = field.Title,
        TitleKey = Folded.Text(field.Title),
        Kind = field.Kind,
        Options = Json.Write(field.Options),
        DefaultValue = field.DefaultValue,
        IsDefault = field.IsDefault,
        Position = position,
    };

    public CustomField ToField() => new()
    {
        Id = new(FieldId),
        Slug = Slug,
        Title = Title,
        Kind = Kind,
        Options = Json.ReadTexts(Options),
        DefaultValue = DefaultValue,
        IsDefault = IsDefault,
    };

    internal sealed class Table : IEntityTypeConfiguration<CustomFieldRow>
    {
        public void Configure(EntityTypeBuilder<CustomFieldRow> builder)
        {
            builder.ToTable("custom_fields").HasKey(r => new { r.CampaignId, r.FieldId });
            builder.HasIndex(r => new { r.CampaignId, r.SlugKey }).IsUnique();
            builder.HasIndex(r => new { r.CampaignId, r.TitleKey }).IsUnique();
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
