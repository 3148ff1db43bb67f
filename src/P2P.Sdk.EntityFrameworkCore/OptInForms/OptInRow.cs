using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using NodaTime.Text;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Contacts;
using P2P.Sdk.OptInForms;

namespace P2P.Sdk.EntityFrameworkCore.OptInForms;

internal sealed class OptInRow
{
    public Guid CampaignId { get; set; }

    public Guid OptInId { get; set; }

    public Guid FormId { get; set; }

    public Guid ContactId { get; set; }

    /// <summary>Such as 2026-11-03, in the campaign's zone.</summary>
    public string Day { get; set; } = "";

    public Instant CreatedAt { get; set; }

    public Guid? ReferrerId { get; set; }

    public OptInState State { get; set; }

    public Instant? DueAt { get; set; }

    public RefusalCode? NotSentFor { get; set; }

    public static string DayOf(LocalDate day) => LocalDatePattern.Iso.Format(day);

    public static OptInRow Of(CampaignId campaign, OptIn optIn) => new()
    {
        CampaignId = campaign.Value,
        OptInId = optIn.Id.Value,
        FormId = optIn.Form.Value,
        ContactId = optIn.Contact.Value,
        Day = DayOf(optIn.Day),
        CreatedAt = optIn.At,
        ReferrerId = optIn.Referrer?.Value,
        State = optIn.State,
        DueAt = optIn.DueAt,
        NotSentFor = optIn.NotSentFor,
    };

    public OptIn ToOptIn() => new()
    {
        Id = new(OptInId),
        Form = new(FormId),
        Contact = new(ContactId),
        Day = LocalDatePattern.Iso.Parse(Day).Value,
        At = CreatedAt,
        Referrer = ReferrerId is { } referrer ? new(referrer) : null,
        State = State,
        DueAt = DueAt,
        NotSentFor = NotSentFor,
    };

    internal sealed class Table : IEntityTypeConfiguration<OptInRow>
    {
        public void Configure(EntityTypeBuilder<OptInRow> builder)
        {
            builder.ToTable("opt_ins").HasKey(r => new { r.CampaignId, r.OptInId });
            builder.HasIndex(r => new { r.CampaignId, r.FormId, r.ContactId, r.Day }).IsUnique();
            builder.HasIndex(r => new { r.CampaignId, r.FormId, r.CreatedAt, r.OptInId });
            builder.HasIndex(r => new { r.CampaignId, r.DueAt }, "IX_opt_ins_waiting").HasFilter("due_at IS NOT NULL");
            builder.HasOne<OptInFormRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.FormId }).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<ContactRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.ContactId }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
