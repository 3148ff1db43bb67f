using System.Numerics;
using NodaTime;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Messaging;

/// <summary>The reasons against a text. The sentences, and when time heals them, are worked out only where asked for.</summary>
public readonly struct SafeguardVerdict
{
    private readonly Safeguards.Reasons _reasons;
    private readonly SafeguardContext _context;
    private readonly Instant _now;

    internal SafeguardVerdict(Safeguards.Reasons reasons, in SafeguardContext context, Instant now) =>
        (_reasons, _context, _now) = (reasons, context, now);

    /// <summary>How many reasons there are.</summary>
    public int Count => BitOperations.PopCount((uint)_reasons);

    public bool MayGo => _reasons == Safeguards.Reasons.None;

    /// <summary>The gravest reason: a lasting one first.</summary>
    public RefusalCode? First => _reasons switch
    {
        Safeguards.Reasons.None => null,
        _ when Has(Safeguards.Reasons.OptedOut) => RefusalCode.OptedOut,
        _ when Has(Safeguards.Reasons.Landline) => RefusalCode.Landline,
        _ when Has(Safeguards.Reasons.Frozen) => RefusalCode.Frozen,
        _ when Has(Safeguards.Reasons.ActionNotLive) => RefusalCode.ActionNotLive,
        _ when Has(Safeguards.Reasons.RecentlyTexted) => RefusalCode.RecentlyTexted,
        _ when Has(Safeguards.Reasons.DailyLimit) => RefusalCode.DailyLimit,
        _ => RefusalCode.OutsideTextingHours,
    };

    /// <summary>When nothing that time heals stands against it any more; <see langword="null"/> where it may go now, where
    /// a reason is lasting, or where the hours do not open within 14 days.</summary>
    public Instant? RetryAt
    {
        get
        {
            const Safeguards.Reasons Healing =
                Safeguards.Reasons.RecentlyTexted | Safeguards.Reasons.DailyLimit | Safeguards.Reasons.OutsideHours;
            if (MayGo || (_reasons & ~Healing) != 0)
            {
                return null;
            }

            var unlocked = Safeguards.LockedUntil(_context) is { } until && until > _now ? until : _now;
            unlocked = Safeguards.LimitedUntil(_context, _now) is { } limited && limited > unlocked ? limited : unlocked;
            return TextingWindow.NextOpening(_context.WindowKey, _context.Policy, unlocked, _context.Margin);
        }
    }

    /// <returns>A sentence for each reason; empty if it may go.</returns>
    public IReadOnlyList<Refusal> ToRefusals()
    {
        var refusals = new List<Refusal>();
        if (Has(Safeguards.Reasons.OptedOut))
        {
            refusals.Add(new(RefusalCode.OptedOut, "This contact has opted out and is never texted again."));
        }

        if (Has(Safeguards.Reasons.Landline))
        {
            refusals.Add(new(RefusalCode.Landline, "This number is a landline and cannot receive texts."));
        }

        if (Has(Safeguards.Reasons.Frozen))
        {
            refusals.Add(new(RefusalCode.Frozen, "An admin has stopped this account from texting."));
        }

        if (Has(Safeguards.Reasons.ActionNotLive))
        {
            refusals.Add(new(RefusalCode.ActionNotLive, "This action is not open for texting."));
        }

        if (Has(Safeguards.Reasons.RecentlyTexted))
        {
            refusals.Add(new(RefusalCode.RecentlyTexted, "This contact had an opening text less than six hours ago.")
            {
                RetryAt = Safeguards.LockedUntil(_context),
            });
        }

        if (Has(Safeguards.Reasons.DailyLimit))
        {
            refusals.Add(new(RefusalCode.DailyLimit, "This contact's state allows no more texts within 24 hours.")
            {
                RetryAt = TextingWindow.NextOpening(
                    _context.WindowKey, _context.Policy, Safeguards.LimitedUntil(_context, _now)!.Value, _context.Margin),
            });
        }

        if (Has(Safeguards.Reasons.OutsideHours))
        {
            refusals.Add(new(RefusalCode.OutsideTextingHours, "It is outside the texting hours where this contact may be.")
            {
                RetryAt = TextingWindow.NextOpening(_context.WindowKey, _context.Policy, _now, _context.Margin),
            });
        }

        return refusals;
    }

    private bool Has(Safeguards.Reasons reason) => (_reasons & reason) != 0;
}
