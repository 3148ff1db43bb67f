using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Scripts.Images;
using P2P.Sdk.Users;

namespace P2P.Sdk.Messaging;

public enum MessageKind
{
    /// <summary>An opening text.</summary>
    Initial,

    /// <summary>What a user wrote after it.</summary>
    Reply,

    /// <summary>What the contact wrote.</summary>
    Inbound,

    /// <summary>What an opt-in form answered.</summary>
    FormResponse,
}

/// <summary>One text in a conversation.</summary>
public sealed record Message
{
    public required MessageId Id { get; init; }

    public required ContactId Contact { get; init; }

    /// <summary>Its number in the conversation, from 1: the order of the thread.</summary>
    public required int Sequence { get; init; }

    public required MessageKind Kind { get; init; }

    /// <summary>The action it belongs to (MNG-5).</summary>
    public ActionId? Action { get; init; }

    public TargetId? Target { get; init; }

    public ScriptId? Script { get; init; }

    /// <summary>The user who sent it; <see langword="null"/> for an inbound one and a form's response.</summary>
    public UserId? Sender { get; init; }

    /// <summary>The campaign's number, that it goes from or came to.</summary>
    public required PhoneNumber CampaignNumber { get; init; }

    /// <summary>Default where it is hidden from the viewer.</summary>
    public required PhoneNumber ContactNumber { get; init; }

    public required string Text { get; init; }

    /// <summary>An MMS counts as one.</summary>
    public required int Segments { get; init; }

    /// <summary>What goes with the text, which is then an MMS.</summary>
    public ScriptImageId? Image { get; init; }

    /// <summary>How many files came with an inbound one; <see cref="Media.MessageMediaService"/> has them.</summary>
    public int MediaCount { get; init; }

    public required MessageStatus Status { get; init; }

    /// <summary>Which hand-over to the carrier the status speaks of: 0 before the first.</summary>
    public int Attempt { get; init; }

    public string? CarrierId { get; init; }

    /// <summary>The carrier's code, for a failed or filtered one.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why it was withheld; <see langword="null"/> for a withheld one: an admin found that it had not been sent.</summary>
    public RefusalCode? WithheldFor { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>For an initial one and a form's response: the contact's <see cref="Contact.LastOpeningAt"/> before it, for undoing.</summary>
    public Instant? FormerOpeningAt { get; init; }

    /// <summary>For an initial one: who held the conversation before it, for undoing.</summary>
    public UserId? FormerHolder { get; init; }

    /// <summary>For an initial one: the conversation's action before it, for undoing.</summary>
    public ActionId? FormerAction { get; init; }

    /// <summary>For a reply: since when the contact had waited for it, for undoing.</summary>
    public Instant? FormerWaitingSince { get; init; }

    public bool IsOutbound => Kind != MessageKind.Inbound;

    /// <summary>The message without what the settings hide from this actor (SET-9, BEY-5); its text is not masked.</summary>
    public Message AsSeenBy(Actor actor, TextingSettings settings) =>
        actor.IsAdmin || !settings.HidePhoneNumbers ? this : this with { ContactNumber = default };

    /// <summary>Its id only: whoever logs it logs no number, name or words.</summary>
    public override string ToString() => $"Message {Id}";
}
