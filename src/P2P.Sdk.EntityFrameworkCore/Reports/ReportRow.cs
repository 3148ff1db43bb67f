using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Reports;

namespace P2P.Sdk.EntityFrameworkCore.Reports;

internal sealed class ReportRow
{
    public Guid CampaignId { get; set; }

    public Guid ContactId { get; set; }

    public Guid ActionId { get; set; }

    public Guid UserId { get; set; }

    public Instant FiledAt { get; set; }

    public string Tags { get; set; } = "";

    public string Fields { get; set; } = "";

    public static ReportRow Of(CampaignId campaign, Report report) => new()
    {
        CampaignId = campaign.Value,
        ContactId = report.Contact.Value,
        ActionId = report.Action.Value,
        UserId = report.User.Value,
        FiledAt = report.FiledAt,
        Tags = Json.Write(report.Tags),
        Fields = Json.Write(report.Fields),
    };

    public Report ToReport() => new()
    {
        Contact = new(ContactId),
        Action = new(ActionId),
        User = new(UserId),
        FiledAt = FiledAt,
        Tags = Json.ReadTexts(Tags),
        Fields = Json.ReadFields(Fields),
    };

    internal sealed class Table : IEntityTypeConfiguration<ReportRow>
    {
        public void Configure(EntityTypeBuilder<ReportRow> builder) =>
            builder.ToTable("reports").HasKey(r => new { r.CampaignId, r.ContactId, r.ActionId, r.UserId });
    }
}
