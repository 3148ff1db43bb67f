using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts.Import;

namespace P2P.Sdk.EntityFrameworkCore.Contacts.Import;

/// <summary>What became of a row that is not simply created, updated or unchanged.</summary>
internal sealed class ImportOutcomeRow
{
    public Guid CampaignId { get; set; }

    public Guid ImportId { get; set; }

    public int Line { get; set; }

    public ImportOutcome Outcome { get; set; }

    public string Message { get; set; } = "";

    public static ImportOutcomeRow Of(CampaignId campaign, ContactImportId import, ImportRow row) => new()
    {
        CampaignId = campaign.Value,
        ImportId = import.Value,
        Line = row.Line,
        Outcome = row.Outcome,
        Message = row.Message,
    };

    public ImportRow ToRow() => new(Line, Outcome, Message);

    internal sealed class Table : IEntityTypeConfiguration<ImportOutcomeRow>
    {
        public void Configure(EntityTypeBuilder<ImportOutcomeRow> builder) =>
            builder.ToTable("import_outcomes").HasKey(r => new { r.CampaignId, r.ImportId, r.Line });
    }
}
