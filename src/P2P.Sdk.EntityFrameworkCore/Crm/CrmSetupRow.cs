using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Crm;
using P2P.Sdk.EntityFrameworkCore.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Crm;

internal sealed class CrmSetupRow
{
    public Guid CampaignId { get; set; }

    public bool IsOn { get; set; }

    /// <summary>As JSON: read and written whole.</summary>
    public string Mappings { get; set; } = "";

    public int Version { get; set; }

    /// <summary>By the machines' clock.</summary>
    public Instant PausedUntil { get; set; }

    public static CrmSetupRow Of(CampaignId campaign, CrmSetup setup) => new()
    {
        CampaignId = campaign.Value,
        IsOn = setup.IsOn,
        Mappings = JsonSerializer.Serialize(new Kept(
            setup.Tags,
            [.. setup.Fields.Select(f => new KeptField(f.Field.Value, f.Question, f.Answers))],
            [.. setup.Results.Select(r => new KeptResult((int)r.Result, r.Code))])),
        Version = setup.Version,
        PausedUntil = NodaConstants.UnixEpoch,
    };

    public CrmSetup ToSetup()
    {
        var kept = JsonSerializer.Deserialize<Kept>(Mappings)!;
        return new()
        {
            IsOn = IsOn,
            Tags = kept.Tags,
            Fields = [.. kept.Fields.Select(f => new CrmFieldMapping(new CustomFieldId(f.Field), f.Question, f.Answers))],
            Results = [.. kept.Results.Select(r => new CrmResultMapping((CrmEntryKind)r.Result, r.Code))],
            Version = Version,
        };
    }

    private sealed record Kept(
        IReadOnlyList<CrmTagMapping> Tags, IReadOnlyList<KeptField> Fields, IReadOnlyList<KeptResult> Results);

    private sealed record KeptField(Guid Field, CrmName Question, IReadOnlyList<CrmAnswerMapping> Answers);

    private sealed record KeptResult(int Result, CrmName Code);

    internal sealed class Table : IEntityTypeConfiguration<CrmSetupRow>
    {
        public void Configure(EntityTypeBuilder<CrmSetupRow> builder)
        {
            builder.ToTable("crm_setups").HasKey(r => r.CampaignId);
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
