using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;

namespace P2P.Sdk.EntityFrameworkCore.Contacts.Import;

/// <summary>A row of a file that waits to be merged.</summary>
internal sealed class StagedContactRow
{
    public Guid CampaignId { get; set; }

    public Guid ImportId { get; set; }

    public int Line { get; set; }

    /// <summary><see langword="null"/> for a row without a valid number.</summary>
    public string? Phone { get; set; }

    public string Content { get; set; } = "";

    /// <summary>Told as rows are staged, while all lines are still there.</summary>
    public bool IsDuplicate { get; set; }

    public StagedRow ToStaged() => new(Line, Phone is null ? default : PhoneNumber.Parse(Phone), Content);

    internal sealed class Table : IEntityTypeConfiguration<StagedContactRow>
    {
        // No foreign keys: rows come and go by the million, always with their import in the same transaction.
        public void Configure(EntityTypeBuilder<StagedContactRow> builder)
        {
            builder.ToTable("import_stage").HasKey(r => new { r.CampaignId, r.ImportId, r.Line });
            builder.HasIndex(r => new { r.CampaignId, r.ImportId, r.Phone, r.Line }).HasFilter("phone IS NOT NULL");
        }
    }
}
