using NodaTime;

namespace P2P.Sdk.TextingWindows;

/// <summary>The rules of <see cref="TextingWindow"/> in one zone.</summary>
/// <remarks>Always judges the wall clock of an instant, so that hours that clocks skip or repeat need no rule of their own.</remarks>
internal static class LocalWindow
{
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    public static bool IsOpen(DateTimeZone zone, StateRule[] rules, TextingPolicy policy, Instant at)
    {
        var (day, tick) = Split(at.ToUnixTimeTicks() + zone.GetUtcOffset(at).Ticks);
        return Allows(rules, policy, day, tick);
    }

    /// <summary>The earliest instant from <paramref name="from"/> to <paramref name="limit"/>, both included, that is open.</summary>
    public static Instant? Opening(
        DateTimeZone zone, StateRule[] rules, TextingPolicy policy, Instant from, Instant limit)
    {
        for (var at = from; at <= limit;)
        {
            if (IsOpenUntil(zone, rules, policy, at, out var until))
            {
                return at;
            }

            at = until;
        }

        return null;
    }

    /// <summary>The earliest instant, <paramref name="from"/> included, <paramref name="limit"/> excluded, that is not open.</summary>
    public static Instant? Closing(
        DateTimeZone zone, StateRule[] rules, TextingPolicy policy, Instant from, Instant limit)
    {
        for (var at = from; at < limit;)
        {
            if (!IsOpenUntil(zone, rules, policy, at, out var until))
            {
                return at;
            }

            at = until;
        }

        return null;
    }

    /// <param name="until">A later instant up to which the answer stays; it may stay longer.</param>
    private static bool IsOpenUntil(
        DateTimeZone zone, StateRule[] rules, TextingPolicy policy, Instant at, out Instant until)
    {
        var interval = zone.GetZoneInterval(at);
        var offset = interval.WallOffset.Ticks;
        var (day, tick) = Split(at.ToUnixTimeTicks() + offset);
        var next = NextBoundary(rules, policy, day, tick);
        until = Instant.FromUnixTimeTicks((day * NodaConstants.TicksPerDay) + next - offset);
        if (interval.HasEnd && interval.End < until)
        {
            until = interval.End;
        }

        return Allows(rules, policy, day, tick);
    }

    private static bool Allows(StateRule[] rules, TextingPolicy policy, long day, long tick)
    {
        if (!policy.Hours.Contains(tick))
        {
            return false;
        }

        if (policy.HoursAlone)
        {
            return true;
        }

        if (!TextingHours.Federal.Contains(tick))
        {
            return false;
        }

        foreach (var rule in rules)
        {
            if (policy.StateRuleSwitches.IsOn(rule)
                && (rule.HoursOn(WeekdayOf(day)) is not { } hours
                    || !hours.Contains(tick)
                    || (rule.ClosedOnHolidays && rule.IsClosedOn(Epoch.PlusDays((int)day)))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The next time of day at which anything may change; midnight if nothing else.</summary>
    private static long NextBoundary(StateRule[] rules, TextingPolicy policy, long day, long tick)
    {
        var next = NodaConstants.TicksPerDay;
        Take(policy.Hours);
        Take(TextingHours.Federal);
        foreach (var rule in rules)
        {
            if (rule.HoursOn(WeekdayOf(day)) is { } hours)
            {
                Take(hours);
            }
        }

        return next;

        void Take(TextingHours hours)
        {
            var (opens, closes) = (hours.OpensAt.TickOfDay, hours.ClosesAt.TickOfDay);
            next = opens > tick && opens < next ? opens : next;
            next = closes > tick && closes < next ? closes : next;
        }
    }

    /// <summary>Days since 1970-01-01, and the time of day in units of 100 ns.</summary>
    private static (long Day, long Tick) Split(long localTicks)
    {
        var day = Math.DivRem(localTicks, NodaConstants.TicksPerDay, out var tick);
        return tick < 0 ? (day - 1, tick + NodaConstants.TicksPerDay) : (day, tick);
    }

    // 1970-01-01 was a Thursday, the fourth day of the ISO week.
    private static IsoDayOfWeek WeekdayOf(long day) => (IsoDayOfWeek)((((day + 3) % 7) + 7) % 7 + 1);
}
