using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging.Media;

namespace P2P.Sdk.EntityFrameworkCore.Messaging.Media;

internal sealed class MessageMediaRow
{
    public Guid CampaignId { get; set; }

    public Guid MessageId { get; set; }

    public int Number { get; set; }

    public Guid ContactId { get; set; }

    public string Source { get; set; } = "";

    public string ContentType { get; set; } = "";

    public MediaState State { get; set; }

    public Guid? BlobId { get; set; }

    public int Bytes { get; set; }

    /// <summary>Nobody takes it before, by the machines' clock: it is leased, or tried again later.</summary>
    public Instant DueAt { get; set; }

    public int Tries { get; set; }

    /// <summary>One that waits from now on.</summary>
    public static MessageMediaRow Of(CampaignId campaign, MessageMedia media) => new()
    {
        CampaignId = campaign.Value,
        MessageId = media.Message.Value,
        Number = media.Number,
        ContactId = media.Contact.Value,
        Source = media.Source,
        ContentType = media.ContentType,
        State = media.State,
        BlobId = media.Blob?.Value,
        Bytes = media.Bytes,
        DueAt = NodaConstants.UnixEpoch,
    };

    public MessageMedia ToMedia() => new()
    {
        Message = new(MessageId),
        Contact = new(ContactId),
        Number = Number,
        Source = Source,
        ContentType = ContentType,
        State = State,
        Blob = BlobId is { } blob ? new(blob) : null,
        Bytes = Bytes,
    };

    internal sealed class Table : IEntityTypeConfiguration<MessageMediaRow>
    {
        public void Configure(EntityTypeBuilder<MessageMediaRow> builder)
        {
            builder.ToTable("message_media").HasKey(r => new { r.CampaignId, r.MessageId, r.Number });
            builder.HasOne<MessageRow>().WithMany().HasForeignKey(r => new { r.CampaignId, r.MessageId })
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasIndex(r => new { r.CampaignId, r.DueAt }, "IX_message_media_waiting").HasFilter("state = 0");
        }
    }
}
