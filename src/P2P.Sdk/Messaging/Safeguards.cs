using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Messaging;

/// <summary>What decides whether a text may go to a contact.</summary>
public readonly record struct SafeguardContext
{
    /// <summary>An opening text: the outbound message lock and the action's state concern it; replies they do not.</summary>
    public required bool IsOpening { get; init; }

    public required TextingPolicy Policy { get; init; }

    public required WindowKey WindowKey { get; init; }

    /// <summary>For how long the hours have to last: see <see cref="Safeguards"/>. Zero: the instant itself.</summary>
    public required Duration Margin { get; init; }

    /// <summary>By the contact or by the record of its number.</summary>
    public required bool IsOptedOut { get; init; }

    public required LineType LineType { get; init; }

    public bool IsActionLive { get; init; }

    public bool IsUserFrozen { get; init; }

    /// <summary>Whether the campaign locks contacts for six hours after an opening text (SET-6).</summary>
    public bool MessageLock { get; init; }

    /// <summary>The last opening text before this one; <see langword="null"/>: none.</summary>
    public Instant? LastOpeningAt { get; init; }

    /// <summary>What a state's daily maximum counts.</summary>
    public IReadOnlyList<RecentText>? RecentTexts { get; init; }

    /// <summary>Only texts before this one in the thread count; default: all of them.</summary>
    public int BeforeSequence { get; init; }

    /// <summary>What decides for this contact, under its campaign's settings.</summary>
    public static SafeguardContext For(Contact contact, TextingPolicy policy, TextingSettings settings, bool isOpening, Duration margin) => new()
    {
        IsOpening = isOpening,
        Policy = policy,
        WindowKey = contact.WindowKey,
        Margin = margin,
        IsOptedOut = contact.OptedOut,
        LineType = contact.LineType,
        IsActionLive = true,
        MessageLock = settings.MessageLock,
        LastOpeningAt = contact.LastOpeningAt,
        RecentTexts = contact.RecentTexts,
    };
}

/// <summary>The one function that says whether a text may go: for claiming, sending, the hand-over and what users see.</summary>
public static class Safeguards
{
    /// <summary>A claim hands out contacts whose hours last so much longer (WIN-3).</summary>
    public static readonly Duration ClaimMargin = Duration.FromMinutes(10);

    /// <summary>A press of Send needs so much (WIN-3).</summary>
    public static readonly Duration SendMargin = Duration.FromMinutes(2);

    /// <summary>Between two opening texts of a campaign to one contact (SET-6).</summary>
    public static readonly Duration MessageLock = Duration.FromHours(6);

    /// <returns>Every reason against; none: it may go.</returns>
    /// <remarks>Allocates nothing: it runs for every target of every claim and for every text.</remarks>
    public static SafeguardVerdict Check(in SafeguardContext context, Instant now)
    {
        var reasons = Reasons.None;
        if (context.IsOptedOut)
        {
            reasons |= Reasons.OptedOut;
        }

        if (context.LineType == LineType.Landline)
        {
            reasons |= Reasons.Landline;
        }

        if (context.IsUserFrozen)
        {
            reasons |= Reasons.Frozen;
        }

        if (context is { IsOpening: true, IsActionLive: false })
        {
            reasons |= Reasons.ActionNotLive;
        }

        if (LockedUntil(context) is { } until && now < until)
        {
            reasons |= Reasons.RecentlyTexted;
        }

        if (LimitedUntil(context, now) is not null)
        {
            reasons |= Reasons.DailyLimit;
        }

        if (!IsOpen(context, now))
        {
            reasons |= Reasons.OutsideHours;
        }

        return new SafeguardVerdict(reasons, context, now);
    }

    internal static Instant? LockedUntil(in SafeguardContext context) =>
        context is { IsOpening: true, MessageLock: true, LastOpeningAt: { } last } ? last + MessageLock : null;

    /// <returns>When one text more is allowed; <see langword="null"/>: now.</returns>
    internal static Instant? LimitedUntil(in SafeguardContext context, Instant now)
    {
        if (context.RecentTexts is not { Count: > 0 } texts || context.Policy.MostPerDay(context.WindowKey) is not { } most)
        {
            return null;
        }

        // From the latest on: the one that is the last of the most that are allowed has to be a day old.
        for (var i = texts.Count - 1; i >= 0; i--)
        {
            if ((context.BeforeSequence == 0 || texts[i].Sequence < context.BeforeSequence) && --most == 0)
            {
                var until = texts[i].At + RecentText.Day;
                return until > now ? until : null;
            }
        }

        return null;
    }

    private static bool IsOpen(in SafeguardContext context, Instant now) => context.Margin == Duration.Zero
        ? TextingWindow.IsOpen(context.WindowKey, context.Policy, now)
        : TextingWindow.IsOpenFor(context.WindowKey, context.Policy, now, context.Margin);

    [Flags]
    internal enum Reasons
    {
        None = 0,
        OptedOut = 1,
        Landline = 2,
        Frozen = 4,
        ActionNotLive = 8,
        RecentlyTexted = 16,
        OutsideHours = 32,
        DailyLimit = 64,
    }
}
