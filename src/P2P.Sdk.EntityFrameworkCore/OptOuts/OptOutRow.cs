using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.OptOuts;

namespace P2P.Sdk.EntityFrameworkCore.OptOuts;

/// <summary>Only ever inserted: triggers of the migrations refuse UPDATE, DELETE and REPLACE.</summary>
internal sealed class OptOutRow
{
    public Guid CampaignId { get; set; }

    public string Phone { get; set; } = "";

    public OptOutSource Source { get; set; }

    public Instant At { get; set; }

    public Guid? ContactId { get; set; }

    public Guid? UserId { get; set; }

    public Guid? MessageId { get; set; }

    public Guid? ActionId { get; set; }

    public static OptOutRow Of(CampaignId campaign, OptOut optOut) => new()
    {
        CampaignId = campaign.Value,
        Phone = optOut.Phone.ToString(),
        Source = optOut.Source,
        At = optOut.At,
        ContactId = optOut.Contact?.Value,
        UserId = optOut.User?.Value,
        MessageId = optOut.Message?.Value,
        ActionId = optOut.Action?.Value,
    };

    public OptOut ToOptOut() => new(
        PhoneNumber.Parse(Phone),
        Source,
        At,
        ContactId is { } contact ? new(contact) : null,
        UserId is { } user ? new(user) : null,
        MessageId is { } message ? new(message) : null,
        ActionId is { } action ? new(action) : null);

    internal sealed class Table : IEntityTypeConfiguration<OptOutRow>
    {
        public void Configure(EntityTypeBuilder<OptOutRow> builder)
        {
            builder.ToTable("opt_outs").HasKey(r => new { r.CampaignId, r.Phone });
            builder.HasIndex(r => new { r.CampaignId, r.ActionId }).HasFilter("action_id IS NOT NULL");
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
