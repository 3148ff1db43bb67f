using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

internal sealed class SenderNumberRow
{
    public Guid CampaignId { get; set; }

    public string Number { get; set; } = "";

    public string State { get; set; } = "";

    /// <summary>The node that hands over its texts; <see langword="null"/>: none does.</summary>
    public string? LeasedBy { get; set; }

    /// <summary>By the machines' clock.</summary>
    public Instant? LeasedUntil { get; set; }

    public SenderNumber ToNumber() => new(PhoneNumber.Parse(Number), State);

    internal sealed class Table : IEntityTypeConfiguration<SenderNumberRow>
    {
        public void Configure(EntityTypeBuilder<SenderNumberRow> builder)
        {
            builder.ToTable("sender_numbers").HasKey(r => new { r.CampaignId, r.Number });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
