using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.Messaging;

/// <summary>What a send came to.</summary>
/// <param name="Message">What was queued, or sent before; <see langword="null"/> where there is none.</param>
/// <param name="Target">With an opening text.</param>
/// <param name="Contact">As the sender may see it; so is the message.</param>
public sealed record SentText(Message? Message, Target? Target, Contact Contact)
{
    /// <summary>The target as its user sees it now; <see langword="null"/> where it is another's by now, or no text can be
    /// written for it.</summary>
    public ClaimedTarget? Shown { get; init; }

    internal SentText AsSeenBy(Actor actor, TextingSettings settings) => this with
    {
        Message = Message?.AsSeenBy(actor, settings),
        Contact = Contact.AsSeenBy(actor, settings),
    };
}
