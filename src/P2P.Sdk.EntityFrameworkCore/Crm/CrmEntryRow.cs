using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Crm;
using P2P.Sdk.EntityFrameworkCore.Contacts;

namespace P2P.Sdk.EntityFrameworkCore.Crm;

internal sealed class CrmEntryRow
{
    public Guid CampaignId { get; set; }

    public Guid EntryId { get; set; }

    public Guid ContactId { get; set; }

    public long ContactVersion { get; set; }

    public CrmEntryKind Kind { get; set; }

    /// <summary>The business's time of what happened.</summary>
    public Instant CreatedAt { get; set; }

    /// <summary>As JSON, like the other two.</summary>
    public string TagsGiven { get; set; } = "";

    public string TagsTaken { get; set; } = "";

    public string Fields { get; set; } = "";

    public CrmEntryState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>By the machines' clock; while an attempt is under way, the end of its lease.</summary>
    public Instant DueAt { get; set; }

    public string Reason { get; set; } = "";

    public static CrmEntryRow Of(CampaignId campaign, CrmEntry entry) => new()
    {
        CampaignId = campaign.Value,
        EntryId = entry.Id.Value,
        ContactId = entry.Contact.Value,
        ContactVersion = entry.ContactVersion,
        Kind = entry.Kind,
        CreatedAt = entry.At,
        TagsGiven = Json.Write(entry.TagsGiven),
        TagsTaken = Json.Write(entry.TagsTaken),
        Fields = Json.Write(entry.Fields),
        State = entry.State,
        Attempts = entry.Attempts,
        DueAt = NodaConstants.UnixEpoch,
        Reason = entry.Reason,
    };

    public CrmEntry ToEntry() => new()
    {
        Id = new(EntryId),
        Contact = new(ContactId),
        ContactVersion = ContactVersion,
        Kind = Kind,
        At = CreatedAt,
        TagsGiven = Json.ReadTexts(TagsGiven),
        TagsTaken = Json.ReadTexts(TagsTaken),
        Fields = Json.ReadFields(Fields),
        State = State,
        Attempts = Attempts,
        Reason = Reason,
    };

    internal sealed class Table : IEntityTypeConfiguration<CrmEntryRow>
    {
        public void Configure(EntityTypeBuilder<CrmEntryRow> builder)
        {
            builder.ToTable("crm_entries").HasKey(r => new { r.CampaignId, r.EntryId });
            builder.HasIndex(r => new { r.CampaignId, r.ContactId, r.ContactVersion, r.Kind }).IsUnique();
            builder.HasIndex(r => new { r.CampaignId, r.State, r.CreatedAt, r.EntryId });
            builder.HasIndex(r => new { r.CampaignId, r.DueAt, r.EntryId }, "IX_crm_entries_waiting").HasFilter("state = 0");
            builder.HasOne<ContactRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ContactId }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
