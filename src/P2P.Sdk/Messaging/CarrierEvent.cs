using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging.Media;

namespace P2P.Sdk.Messaging;

public readonly record struct CarrierEventId(Guid Value)
{
    public static CarrierEventId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}

public enum CarrierEventKind
{
    /// <summary>A contact wrote.</summary>
    Inbound,

    /// <summary>How far one of our texts has come.</summary>
    Status,
}

/// <summary>What a carrier told us, kept as it came before anything is done with it.</summary>
/// <remarks>Unique by account, kind, carrier id and status: carriers repeat themselves and come late.</remarks>
public sealed record CarrierEvent
{
    public required CarrierEventId Id { get; init; }

    public required CarrierEventKind Kind { get; init; }

    /// <summary>The carrier's account that it came by, such as an account SID.</summary>
    public required string Account { get; init; }

    /// <summary>The carrier's id of the text.</summary>
    public required string CarrierId { get; init; }

    /// <summary>The campaign's number: the one written to, or the one our text came from.</summary>
    public required PhoneNumber CampaignNumber { get; init; }

    public required PhoneNumber ContactNumber { get; init; }

    public required Instant ReceivedAt { get; init; }

    /// <summary>Of an inbound text.</summary>
    public string Text { get; init; } = "";

    /// <summary>What came with an inbound text, at most 10.</summary>
    public IReadOnlyList<CarrierMedia> Media { get; init; } = [];

    /// <summary>The carrier says that it took this text as an opt-out (OPT-5).</summary>
    public bool IsOptOut { get; init; }

    /// <summary>Our own message id, that the status callback carried.</summary>
    public MessageId? Message { get; init; }

    /// <summary>Of a status event: one of Sent, Delivered, Failed, CarrierFiltered.</summary>
    public MessageStatus? Status { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>Its id only: whoever logs it logs no number and no words.</summary>
    public override string ToString() => $"CarrierEvent {Id} {Kind}";
}
