using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

internal sealed class ScriptRow
{
    public Guid CampaignId { get; set; }

    public Guid ScriptId { get; set; }

    public Guid ActionId { get; set; }

    /// <summary>From 0 within the action.</summary>
    public int Position { get; set; }

    public ScriptKind Kind { get; set; }

    public string Name { get; set; } = "";

    public string Text { get; set; } = "";

    public int Weight { get; set; }

    public string GroupName { get; set; } = "";

    public string Tags { get; set; } = "";

    public string Fields { get; set; } = "";

    public bool AsksForReport { get; set; }

    public Guid? ImageId { get; set; }

    public bool IsRetired { get; set; }

    public static ScriptRow Of(CampaignId campaign, ActionId action, Script script, int position) => new()
    {
        CampaignId = campaign.Value,
        ScriptId = script.Id.Value,
        ActionId = action.Value,
        Position = position,
        Kind = script.Kind,
        Name = script.Name,
        Text = script.Text,
        Weight = script.Weight,
        GroupName = script.Group,
        Tags = Json.Write(script.Tags),
        Fields = Json.Write(script.Fields),
        AsksForReport = script.AsksForReport,
        ImageId = script.Image?.Value,
        IsRetired = script.IsRetired,
    };

    public Script ToScript() => new()
    {
        Id = new(ScriptId),
        Kind = Kind,
        Name = Name,
        Text = Text,
        Weight = Weight,
        Group = GroupName,
        Tags = Json.ReadTexts(Tags),
        Fields = Json.ReadFields(Fields),
        AsksForReport = AsksForReport,
        Image = ImageId is { } image ? new(image) : null,
        IsRetired = IsRetired,
    };

    internal sealed class Table : IEntityTypeConfiguration<ScriptRow>
    {
        public void Configure(EntityTypeBuilder<ScriptRow> builder)
        {
            builder.ToTable("scripts").HasKey(r => new { r.CampaignId, r.ScriptId });
            builder.HasIndex(r => new { r.CampaignId, r.ActionId, r.Position });
            builder.HasOne<ActionRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ActionId })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
