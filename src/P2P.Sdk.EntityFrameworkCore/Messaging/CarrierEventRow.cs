using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;

namespace P2P.Sdk.EntityFrameworkCore.Messaging;

/// <summary>What a carrier told us; whose it is follows from its number, so it may lie here before anybody knows.</summary>
internal sealed class CarrierEventRow
{
    public Guid EventId { get; set; }

    /// <summary>From 1, in the order of arrival; the database gives it.</summary>
    public long Number { get; set; }

    public CarrierEventKind Kind { get; set; }

    public string Account { get; set; } = "";

    public string CarrierId { get; set; } = "";

    public string CampaignNumber { get; set; } = "";

    public string ContactNumber { get; set; } = "";

    public Instant ReceivedAt { get; set; }

    public string Text { get; set; } = "";

    public bool IsOptOut { get; set; }

    /// <summary>What came with the text, as JSON; <see langword="null"/>: nothing.</summary>
    public string? Media { get; set; }

    public Guid? MessageId { get; set; }

    /// <summary>-1 for none: a null would be unique each time.</summary>
    public int Status { get; set; }

    public string? ErrorCode { get; set; }

    /// <summary>When it was kept, by the machines' clock.</summary>
    public Instant KeptAt { get; set; }

    /// <summary>Nobody takes it before, by the machines' clock: it is leased, or tried again later.</summary>
    public Instant DueAt { get; set; }

    public int Tries { get; set; }

    /// <summary>What became of it; <see langword="null"/>: nothing yet.</summary>
    public string? Outcome { get; set; }

    public static CarrierEventRow Of(CarrierEvent kept) => new()
    {
        EventId = kept.Id.Value,
        Kind = kept.Kind,
        Account = kept.Account,
        CarrierId = kept.CarrierId,
        CampaignNumber = kept.CampaignNumber.ToString(),
        ContactNumber = kept.ContactNumber.ToString(),
        ReceivedAt = kept.ReceivedAt,
        Text = kept.Text,
        IsOptOut = kept.IsOptOut,
        Media = kept.Media.Count > 0 ? JsonSerializer.Serialize(kept.Media) : null,
        MessageId = kept.Message?.Value,
        Status = kept.Status is { } status ? (int)status : -1,
        ErrorCode = kept.ErrorCode,
    };

    public CarrierEvent ToEvent() => new()
    {
        Id = new(EventId),
        Kind = Kind,
        Account = Account,
        CarrierId = CarrierId,
        CampaignNumber = PhoneNumber.TryParse(CampaignNumber, out var campaignNumber) ? campaignNumber : default,
        ContactNumber = PhoneNumber.TryParse(ContactNumber, out var contactNumber) ? contactNumber : default,
        ReceivedAt = ReceivedAt,
        Text = Text,
        IsOptOut = IsOptOut,
        Media = Media is { } media ? JsonSerializer.Deserialize<IReadOnlyList<CarrierMedia>>(media)! : [],
        Message = MessageId is { } message ? new(message) : null,
        Status = Status < 0 ? null : (MessageStatus)Status,
        ErrorCode = ErrorCode,
    };

    internal sealed class Table : IEntityTypeConfiguration<CarrierEventRow>
    {
        public void Configure(EntityTypeBuilder<CarrierEventRow> builder)
        {
            builder.ToTable("webhook_inbox").HasKey(r => r.EventId);
            builder.HasIndex(r => r.Number).IsUnique();
            builder.HasIndex(r => new { r.Account, r.CarrierId, r.Kind, r.Status }).IsUnique();
            builder.HasIndex(r => new { r.Number, r.DueAt }, "IX_webhook_inbox_pending").HasFilter("outcome IS NULL");
        }
    }
}
