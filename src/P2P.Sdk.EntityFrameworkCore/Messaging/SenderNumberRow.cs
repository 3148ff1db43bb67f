using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Numbers;

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

    public Instant? PausedAt { get; set; }

    /// <summary>A <see cref="Sdk.Messaging.Numbers.PauseReason"/>, where it is paused.</summary>
    public int PauseReason { get; set; }

    /// <summary>The last day on which an admin resumed it, counted from 1970-01-01; <see langword="null"/>: none.</summary>
    public int? ResumedOn { get; set; }

    public SenderNumber ToNumber() => new(PhoneNumber.Parse(Number), State)
    {
        Pause = PausedAt is { } at ? new((PauseReason)PauseReason, at) : null,
    };

    internal sealed class Table : IEntityTypeConfiguration<SenderNumberRow>
    {
        public void Configure(EntityTypeBuilder<SenderNumberRow> builder)
        {
            builder.ToTable("sender_numbers").HasKey(r => new { r.CampaignId, r.Number });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
