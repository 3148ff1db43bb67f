using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging.Numbers;

namespace P2P.Sdk.Messaging;

/// <summary>A number that a campaign texts from.</summary>
/// <param name="State">Two letters, of its area code; empty if none.</param>
public sealed record SenderNumber(PhoneNumber Number, string State)
{
    /// <summary>Why nothing is sent from it now; <see langword="null"/>: it sends.</summary>
    public NumberPause? Pause { get; init; }
}

/// <summary>Why a conversation goes by its number (INT-4), in the order of preference.</summary>
public enum SenderNumberReason
{
    /// <summary>No number is chosen yet.</summary>
    None,

    /// <summary>The contact wrote to it.</summary>
    ContactWroteToIt,
    ActionAreaCode,
    CampaignAreaCode,
    ContactState,
    Any,
}
