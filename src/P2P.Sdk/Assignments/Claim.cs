using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Assignments;

/// <summary>What a user can text now in an action, and what is left of it.</summary>
/// <param name="Targets">In the order to text them; at most one bucket.</param>
/// <param name="Assigned">All of the user's untexted targets of this action.</param>
/// <param name="Unassigned">Contacts of this action that nobody has been assigned.</param>
/// <param name="OpensLater">Unassigned ones that cannot be texted now, by when they can; earliest first.</param>
public sealed record Claim(
    IReadOnlyList<ClaimedTarget> Targets, int Assigned, int Unassigned, IReadOnlyList<LaterOpening> OpensLater);

public sealed record LaterOpening(int Contacts, Instant OpensAt);

/// <summary>A target as its user sees it.</summary>
/// <param name="SendableUntil">When the contact's hours end; <see langword="null"/> while it may not be texted.</param>
/// <param name="SendableFrom">When it may be texted next; <see langword="null"/> while it may be texted now.</param>
public sealed record ClaimedTarget(
    Target Target, Contact Contact, OpeningText Text, Instant? SendableUntil, Instant? SendableFrom)
{
    /// <returns><see langword="null"/> if the action has no script for it.</returns>
    internal static ClaimedTarget? Of(
        Actor actor, HeldTarget held, OpeningTexts texts, TextingSettings settings, TextingPolicy policy, Instant now)
    {
        return texts.For(held.Target, held.Contact) is { } text ? Of(actor, held, text, settings, policy, now) : null;
    }

    internal static ClaimedTarget Of(
        Actor actor, HeldTarget held, OpeningText text, TextingSettings settings, TextingPolicy policy, Instant now)
    {
        var verdict = Safeguards.Check(
            SafeguardContext.For(held.Contact, policy, settings, isOpening: true, Safeguards.SendMargin), now);
        return new(
            held.Target,
            held.Contact.AsSeenBy(actor, settings),
            text,
            verdict.MayGo ? TextingWindow.Judge(held.Contact.WindowKey, policy, now).ClosesAt : null,
            verdict.RetryAt);
    }
}
