using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Notifications;

namespace P2P.Sdk.EntityFrameworkCore.Notifications;

/// <summary>How far a notification is with one user.</summary>
internal sealed class ReceiptRow
{
    public Guid CampaignId { get; set; }

    public Guid NotificationId { get; set; }

    public Guid UserId { get; set; }

    /// <summary>The notification's, for the user's own list.</summary>
    public NotificationChannel Channel { get; set; }

    /// <summary>The notification's, for the user's own list.</summary>
    public Instant CreatedAt { get; set; }

    public ReceiptState State { get; set; }

    /// <summary>By the machines' clock: when somebody reserved it, or began, the last time; or until when the service that takes it
    /// wants to be left alone.</summary>
    public Instant? StartedAt { get; set; }

    public Instant? ReadAt { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<ReceiptRow>
    {
        public void Configure(EntityTypeBuilder<ReceiptRow> builder)
        {
            builder.ToTable("notification_receipts").HasKey(r => new { r.CampaignId, r.NotificationId, r.UserId });
            builder.HasIndex(r => new { r.CampaignId, r.UserId, r.CreatedAt, r.NotificationId }, "IX_receipts_of_user").HasFilter("channel <> 1");
            builder.HasIndex(r => new { r.CampaignId, r.State, r.NotificationId, r.UserId }, "IX_receipts_open").HasFilter("state <= 1");
            builder.HasOne<NotificationRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.NotificationId })
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<UserRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.UserId }).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
