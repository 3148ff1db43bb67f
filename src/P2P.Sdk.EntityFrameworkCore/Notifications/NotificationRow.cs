using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore.Campaigns;
using P2P.Sdk.Notifications;

namespace P2P.Sdk.EntityFrameworkCore.Notifications;

internal sealed class NotificationRow
{
    public Guid CampaignId { get; set; }

    public Guid NotificationId { get; set; }

    public NotificationChannel Channel { get; set; }

    public string Title { get; set; } = "";

    public string Body { get; set; } = "";

    public Guid? ActionId { get; set; }

    public Guid CreatedBy { get; set; }

    public Instant CreatedAt { get; set; }

    public static NotificationRow Of(CampaignId campaign, Notification notification) => new()
    {
        CampaignId = campaign.Value,
        NotificationId = notification.Id.Value,
        Channel = notification.Channel,
        Title = notification.Title,
        Body = notification.Body,
        ActionId = notification.Action?.Value,
        CreatedBy = notification.CreatedBy.Value,
        CreatedAt = notification.CreatedAt,
    };

    public Notification ToNotification() => new()
    {
        Id = new(NotificationId),
        Channel = Channel,
        Title = Title,
        Body = Body,
        Action = ActionId is { } action ? new(action) : null,
        CreatedBy = new(CreatedBy),
        CreatedAt = CreatedAt,
    };

    internal sealed class Table : IEntityTypeConfiguration<NotificationRow>
    {
        public void Configure(EntityTypeBuilder<NotificationRow> builder)
        {
            builder.ToTable("notifications").HasKey(r => new { r.CampaignId, r.NotificationId });
            builder.HasIndex(r => new { r.CampaignId, r.CreatedAt, r.NotificationId });
            builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
