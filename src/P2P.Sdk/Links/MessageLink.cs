using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Links;

/// <summary>A link of one text, and who clicked it how often.</summary>
public sealed record MessageLink
{
    /// <summary>Its end, behind the campaign's code: unique in the campaign.</summary>
    public required string Token { get; init; }

    public required MessageId Message { get; init; }

    public required ContactId Contact { get; init; }

    public ActionId? Action { get; init; }

    public ScriptId? Script { get; init; }

    /// <summary>Who sent the text; <see langword="null"/>: an opt-in form.</summary>
    public UserId? Sender { get; init; }

    /// <summary>What it leads to.</summary>
    public required string Slug { get; init; }

    /// <summary>Whether the contact passes it on: who follows it comes by them (VAR-6).</summary>
    public bool IsReferral { get; init; }

    /// <summary>By people.</summary>
    public int Clicks { get; init; }

    /// <summary>By programs that look at a link for people, such as previews.</summary>
    public int BotClicks { get; init; }

    /// <summary>When a person clicked it first.</summary>
    public Instant? FirstClickedAt { get; init; }

    /// <summary>Without the token: it may be logged.</summary>
    public override string ToString() => $"MessageLink of {Message} to {Slug}";

    /// <summary>The same, clicked once more.</summary>
    public MessageLink ClickedBy(bool isBot, Instant now) => isBot
        ? this with { BotClicks = BotClicks + 1 }
        : this with { Clicks = Clicks + 1, FirstClickedAt = FirstClickedAt ?? now };

    /// <summary>The contact's own link to a form, to pass on; the first text that holds it is said to be its text.</summary>
    internal static MessageLink OfReferral(Message message, string slug, Campaign campaign) => new()
    {
        Token = LinkToken.For(campaign.Links, message.Contact, LinkToken.InEveryText, slug),
        Message = message.Id,
        Contact = message.Contact,
        Slug = slug,
        IsReferral = true,
    };

    /// <summary>The links of a text that was just written.</summary>
    internal static IReadOnlyList<MessageLink> Of(Message message, IReadOnlyList<string> slugs, Campaign campaign) => slugs.Count == 0
        ? []
        :
        [
            .. slugs.Select(slug => new MessageLink
            {
                Token = LinkToken.For(campaign.Links, message.Contact, message.Sequence, slug),
                Message = message.Id,
                Contact = message.Contact,
                Action = message.Action,
                Script = message.Script,
                Sender = message.Sender,
                Slug = slug,
            }),
        ];
}
