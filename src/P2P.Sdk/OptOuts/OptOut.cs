using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Users;

namespace P2P.Sdk.OptOuts;

public enum OptOutSource
{
    /// <summary>The contact's own keyword (OPT-1).</summary>
    Keyword,

    /// <summary>The carrier said so (OPT-5).</summary>
    Carrier,

    /// <summary>A user did it, by the button or the tag (OPT-3).</summary>
    User,

    /// <summary>A file said so in its tags.</summary>
    Import,
}

/// <summary>The campaign's permanent record that a number must not be texted. Nothing changes or removes it (OPT-2).</summary>
/// <param name="Contact">The contact at that time, if there was one.</param>
/// <param name="User">Who did it, with <see cref="OptOutSource.User"/> or <see cref="OptOutSource.Import"/>.</param>
/// <param name="Message">The text that said it, with <see cref="OptOutSource.Keyword"/>.</param>
/// <param name="Action">The conversation's current action then; the one in whose counts it is.</param>
public sealed record OptOut(
    PhoneNumber Phone, OptOutSource Source, Instant At, ContactId? Contact, UserId? User, MessageId? Message, ActionId? Action)
{
    /// <summary>Without the number.</summary>
    public override string ToString() => $"OptOut of contact {Contact} by {Source}";
}
