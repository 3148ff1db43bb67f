using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Messaging.Numbers;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>What became of a number's texts of one day. It outlives the number: carriers speak of texts late.</summary>
internal sealed class SenderNumberDayRow
{
    private static readonly LocalDate First = new(1970, 1, 1);

    public Guid CampaignId { get; set; }

    public string Number { get; set; } = "";

    /// <summary>Counted from 1970-01-01.</summary>
    public int Day { get; set; }

    public int Texts { get; set; }

    public int Segments { get; set; }

    public int Delivered { get; set; }

    public int Errors { get; set; }

    public int Filtered { get; set; }

    public static SenderNumberDayRow Of(CampaignId campaign, PhoneNumber number, LocalDate day, NumberCounts counts) => new()
    {
        CampaignId = campaign.Value,
        Number = number.ToString(),
        Day = DayNumber(day),
        Texts = counts.Texts,
        Segments = counts.Segments,
        Delivered = counts.Delivered,
        Errors = counts.Errors,
        Filtered = counts.Filtered,
    };

    public static int DayNumber(LocalDate day) => Period.DaysBetween(First, day);

    public NumberDay ToDay() => new(First.PlusDays(Day), new(Texts, Segments, Delivered, Errors, Filtered));

    internal sealed class Table : IEntityTypeConfiguration<SenderNumberDayRow>
    {
        public void Configure(EntityTypeBuilder<SenderNumberDayRow> builder)
        {
            builder.ToTable("sender_number_days").HasKey(r => new { r.CampaignId, r.Number, r.Day });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
