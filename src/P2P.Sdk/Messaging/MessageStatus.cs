namespace P2P.Sdk.Messaging;

/// <summary>How far a text has come. Within an attempt it only goes forward, and the first final one stays.</summary>
public enum MessageStatus
{
    /// <summary>Waits to be handed to the carrier.</summary>
    Queued,

    /// <summary>Is being handed over; the carrier has not answered yet.</summary>
    Sending,

    /// <summary>The carrier gave no answer: it may have the text or not. Reconciled, never sent again blindly.</summary>
    Unknown,

    /// <summary>The carrier has it.</summary>
    Sent,
    Delivered,
    Failed,
    CarrierFiltered,

    /// <summary>A safeguard stopped it before the carrier; final.</summary>
    Withheld,

    /// <summary>An inbound text.</summary>
    Received,
}

public static class MessageStatuses
{
    public static bool IsFinal(this MessageStatus status) => status >= MessageStatus.Delivered;

    /// <summary>Whether a carrier's word about the same attempt may replace this status.</summary>
    public static bool MayBecome(this MessageStatus status, MessageStatus next) => !status.IsFinal() && next > status;
}
