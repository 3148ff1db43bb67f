using NodaTime;

namespace P2P.Sdk.TextingWindows;

/// <summary>The hours of a day in which texts may go, on the recipient's clock, such as 09:00 to 21:00.</summary>
/// <param name="OpensAt">The first time that is allowed.</param>
/// <param name="ClosesAt">The first that is not. Before <paramref name="OpensAt"/>: on the day after.</param>
/// <remarks>Any times make a value; <see cref="Check"/> says whether a campaign may have it. Equal times are never open.</remarks>
public readonly record struct TextingHours(LocalTime OpensAt, LocalTime ClosesAt)
{
    /// <summary>What campaigns start with: 09:00 to 21:00.</summary>
    public static TextingHours Default { get; } = new(new LocalTime(9, 0), new LocalTime(21, 0));

    /// <summary>The widest that federal law allows: 08:00 to 21:00 at the called party's location.</summary>
    /// <remarks>Source: 47 CFR 64.1200(c)(1).</remarks>
    public static TextingHours Federal { get; } = new(new LocalTime(8, 0), new LocalTime(21, 0));

    /// <summary>Whether a campaign may have these hours (SET-1).</summary>
    /// <returns>Every reason why not; empty if they are fine.</returns>
    public IReadOnlyList<Refusal> Check()
    {
        if (OpensAt == ClosesAt)
        {
            return [Refusal.Invalid("Texting hours need different times to open and to close.", "closesAt")];
        }

        var (opensInTime, closesInTime) = (OpensAt < Federal.ClosesAt, ClosesAt > Federal.OpensAt);

        // Across midnight either end may reach into the day; within one day both must.
        return (OpensAt < ClosesAt ? opensInTime && closesInTime : opensInTime || closesInTime)
            ? []
            : [Refusal.Invalid(
                "These hours leave nothing of 08:00 to 21:00, outside which federal law forbids texting.",
                opensInTime ? "closesAt" : "opensAt")];
    }

    /// <param name="tick">The time of day in units of 100 ns.</param>
    internal bool Contains(long tick)
    {
        var (opens, closes) = (OpensAt.TickOfDay, ClosesAt.TickOfDay);
        return opens <= closes ? opens <= tick && tick < closes : opens <= tick || tick < closes;
    }
}
