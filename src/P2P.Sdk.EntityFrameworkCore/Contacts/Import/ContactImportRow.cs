using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.EntityFrameworkCore.Campaigns;

namespace P2P.Sdk.EntityFrameworkCore.Contacts.Import;

internal sealed class ContactImportRow
{
    public Guid CampaignId { get; set; }

    public Guid ImportId { get; set; }

    public string ListName { get; set; } = "";

    public Guid? ListId { get; set; }

    public Guid UserId { get; set; }

    public ImportState State { get; set; }

    public Instant StartedAt { get; set; }

    public int RowsRead { get; set; }

    public int Created { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int Duplicates { get; set; }

    public int OptedOut { get; set; }

    public int Landlines { get; set; }

    public int Rejected { get; set; }

    public string UnknownColumns { get; set; } = "";

    /// <summary>A <see cref="Refusal"/> as JSON.</summary>
    public string? Failure { get; set; }

    /// <summary>The node that merges it; <see langword="null"/>: none does.</summary>
    public string? LeasedBy { get; set; }

    /// <summary>Until when it is read or merged for certain, by the machines' clock.</summary>
    public Instant? LeasedUntil { get; set; }

    public static ContactImportRow Of(CampaignId campaign, ContactImport import) => new()
    {
        CampaignId = campaign.Value,
        ImportId = import.Id.Value,
        ListName = import.ListName,
        ListId = import.List?.Value,
        UserId = import.User.Value,
        State = import.State,
        StartedAt = import.StartedAt,
        RowsRead = import.RowsRead,
        Created = import.Created,
        Updated = import.Updated,
        Unchanged = import.Unchanged,
        Duplicates = import.Duplicates,
        OptedOut = import.OptedOut,
        Landlines = import.Landlines,
        Rejected = import.Rejected,
        UnknownColumns = Json.Write(import.UnknownColumns),
        Failure = RefusalJson.Write(import.Failure),
    };

    /// <summary>The row after one more chunk; what was known when reading ended stays.</summary>
    public ContactImportRow Advanced(CampaignId campaign, ContactImport import, bool isDone)
    {
        var after = Of(campaign, import);
        after.State = isDone ? ImportState.Done : ImportState.Merging;
        (after.ListId, after.RowsRead, after.UnknownColumns) = (ListId, RowsRead, UnknownColumns);
        (after.LeasedBy, after.LeasedUntil) = (LeasedBy, LeasedUntil);
        return after;
    }

    public ContactImport ToImport() => new()
    {
        Id = new(ImportId),
        ListName = ListName,
        List = ListId is { } list ? new(list) : null,
        User = new(UserId),
        State = State,
        StartedAt = StartedAt,
        RowsRead = RowsRead,
        Created = Created,
        Updated = Updated,
        Unchanged = Unchanged,
        Duplicates = Duplicates,
        OptedOut = OptedOut,
        Landlines = Landlines,
        Rejected = Rejected,
        UnknownColumns = Json.ReadTexts(UnknownColumns),
        Failure = RefusalJson.Read(Failure),
    };

    internal sealed class Table : IEntityTypeConfiguration<ContactImportRow>
    {
        public void Configure(EntityTypeBuilder<ContactImportRow> builder)
        {
            builder.ToTable("contact_imports").HasKey(r => new { r.CampaignId, r.ImportId });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(r => new { r.CampaignId, r.StartedAt }, "IX_contact_imports_merging").HasFilter("state = 1");
        }
    }
}
