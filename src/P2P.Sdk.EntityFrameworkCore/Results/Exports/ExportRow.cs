using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Results.Exports;

namespace P2P.Sdk.EntityFrameworkCore.Results.Exports;

internal sealed class ExportRow
{
    public Guid CampaignId { get; set; }

    public Guid ExportId { get; set; }

    public ExportKind Kind { get; set; }

    public ExportFormat Format { get; set; }

    /// <summary>A <see cref="Sdk.Contacts.ContactFilter"/> as JSON.</summary>
    public string Filter { get; set; } = "";

    public Guid UserId { get; set; }

    public Instant StartedAt { get; set; }

    public ExportState State { get; set; }

    public long RowsWritten { get; set; }

    public long Bytes { get; set; }

    public Guid? FileId { get; set; }

    public Instant? FinishedAt { get; set; }

    /// <summary>A <see cref="Refusal"/> as JSON.</summary>
    public string? Failure { get; set; }

    /// <summary>How often it was taken to be written.</summary>
    public int Turns { get; set; }

    /// <summary>By the machines' clock; <see langword="null"/>: nobody writes it.</summary>
    public Instant? LeasedUntil { get; set; }

    public static ExportRow Of(CampaignId campaign, Export export) => new()
    {
        CampaignId = campaign.Value,
        ExportId = export.Id.Value,
        Kind = export.Kind,
        Format = export.Format,
        Filter = FilterJson.Write(export.Where),
        UserId = export.User.Value,
        StartedAt = export.StartedAt,
        State = export.State,
        RowsWritten = export.Rows,
        Bytes = export.Bytes,
        FileId = export.File?.Value,
        FinishedAt = export.FinishedAt,
        Failure = RefusalJson.Write(export.Failure),
    };

    public Export ToExport() => new()
    {
        Id = new(ExportId),
        Kind = Kind,
        Format = Format,
        Where = FilterJson.Read(Filter),
        User = new(UserId),
        StartedAt = StartedAt,
        State = State,
        Rows = RowsWritten,
        Bytes = Bytes,
        File = FileId is { } file ? new(file) : null,
        FinishedAt = FinishedAt,
        Failure = RefusalJson.Read(Failure),
    };

    internal sealed class Table : IEntityTypeConfiguration<ExportRow>
    {
        public void Configure(EntityTypeBuilder<ExportRow> builder)
        {
            builder.ToTable("exports").HasKey(r => new { r.CampaignId, r.ExportId });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(r => new { r.CampaignId, r.StartedAt, r.ExportId });
            builder.HasIndex(r => new { r.CampaignId, r.State, r.StartedAt }, "IX_exports_alive").HasFilter("state <= 2");
        }
    }
}
