using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Districts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Images;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.EntityFrameworkCore.Actions;

internal sealed class ActionRow
{
    public Guid CampaignId { get; set; }

    public Guid ActionId { get; set; }

    public int Version { get; set; }

    public Instant CreatedAt { get; set; }

    public string Title { get; set; } = "";

    public string Description { get; set; } = "";

    public string Disclaimer { get; set; } = "";

    public Guid? FolderId { get; set; }

    public Guid? PhotoBlobId { get; set; }

    public ImageFormat? PhotoFormat { get; set; }

    public string? PhotoHash { get; set; }

    public StartLabel StartLabel { get; set; }

    public Guid? ListId { get; set; }

    public ActionState State { get; set; }

    public Instant? PublishesAt { get; set; }

    public bool WasPublic { get; set; }

    public bool KeepAssignments { get; set; }

    /// <summary>Empty: the default, of an action that was made before there were others.</summary>
    public string Strategy { get; set; } = "";

    public bool BlankMissingValues { get; set; }

    public string PreferredAreaCodes { get; set; } = "";

    /// <summary>As in <c>action_districts</c>, to be read with the row.</summary>
    public string Districts { get; set; } = "[]";

    public string? Language { get; set; }

    public string ReportTags { get; set; } = "";

    public string ReportFields { get; set; } = "";

    /// <summary>Every contact of the list up to this position is a target.</summary>
    public int TargetsUpTo { get; set; }

    public ActionPhoto? Photo => PhotoBlobId is { } blob ? new(new(blob), PhotoFormat!.Value, PhotoHash!) : null;

    public static ActionRow Of(CampaignId campaign, TextingAction action, int targetsUpTo) => new()
    {
        CampaignId = campaign.Value,
        ActionId = action.Id.Value,
        Version = action.Version,
        CreatedAt = action.CreatedAt,
        Title = action.Title,
        Description = action.Description,
        Disclaimer = action.Disclaimer,
        FolderId = action.Folder?.Value,
        PhotoBlobId = action.Photo?.Blob.Value,
        PhotoFormat = action.Photo?.Format,
        PhotoHash = action.Photo?.Hash,
        StartLabel = action.StartLabel,
        ListId = action.List?.Value,
        State = action.State,
        PublishesAt = action.PublishesAt,
        WasPublic = action.WasPublic,
        KeepAssignments = action.KeepAssignments,
        Strategy = action.Strategy,
        BlankMissingValues = action.BlankMissingValues,
        PreferredAreaCodes = Json.Write(action.PreferredAreaCodes),
        Districts = Json.Write([.. action.Districts.Select(district => district.Value)]),
        Language = action.Language,
        ReportTags = Json.Write(action.ReportTags),
        ReportFields = Json.Write(action.ReportFields),
        TargetsUpTo = targetsUpTo,
    };

    public TextingAction ToAction(IReadOnlyList<Script> scripts) => new()
    {
        Id = new(ActionId),
        Version = Version,
        CreatedAt = CreatedAt,
        Title = Title,
        Description = Description,
        Disclaimer = Disclaimer,
        Folder = FolderId is { } folder ? new(folder) : null,
        Photo = Photo,
        StartLabel = StartLabel,
        List = ListId is { } list ? new(list) : null,
        State = State,
        PublishesAt = PublishesAt,
        WasPublic = WasPublic,
        KeepAssignments = KeepAssignments,
        Strategy = Strategy.Length == 0 ? FirstCome.Called : Strategy,
        BlankMissingValues = BlankMissingValues,
        PreferredAreaCodes = Json.ReadTexts(PreferredAreaCodes),
        Scripts = scripts,
        Districts = [.. Json.ReadIds(Districts).Select(id => new DistrictId(id))],
        Language = Language,
        ReportTags = Json.ReadTexts(ReportTags),
        ReportFields = Json.ReadFieldIds(ReportFields),
    };

    internal sealed class Table : IEntityTypeConfiguration<ActionRow>
    {
        public void Configure(EntityTypeBuilder<ActionRow> builder)
        {
            builder.ToTable("actions").HasKey(r => new { r.CampaignId, r.ActionId });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(r => new { r.CampaignId, r.CreatedAt, r.ActionId }).IsDescending(false, true, false);
            builder.Ignore(r => r.Photo);
            builder.HasIndex(r => new { r.CampaignId, r.FolderId }).HasFilter("folder_id IS NOT NULL");
            builder.HasIndex(r => new { r.CampaignId, r.ListId }).HasFilter("list_id IS NOT NULL");
        }
    }
}
