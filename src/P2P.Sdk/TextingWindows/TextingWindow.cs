using NodaTime;

namespace P2P.Sdk.TextingWindows;

/// <summary>Whether a text may go to a recipient at an instant (WIN-1, WIN-2).</summary>
/// <remarks>
/// It may if, in every zone where the recipient may be, the wall clock is inside the campaign's hours, the federal ones,
/// and those of each state where the recipient may be whose rule is on. The start of hours is inside, the end is not.
/// </remarks>
public static class TextingWindow
{
    /// <summary>How far ahead openings and closings are looked for: 14 days.</summary>
    public static readonly Duration Horizon = Duration.FromDays(14);

    public static bool IsOpen(WindowKey key, TextingPolicy policy, Instant now)
    {
        var zones = key.ZoneArray;
        if (zones.Length == 0)
        {
            return LocalWindow.IsOpen(policy.CampaignZone, key.Rules, policy, now);
        }

        foreach (var zone in zones)
        {
            if (!LocalWindow.IsOpen(zone, key.Rules, policy, now))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it is open now and stays so for a while.</summary>
    /// <param name="atLeast">10 minutes for a claim, 2 for a send (WIN-3).</param>
    public static bool IsOpenFor(WindowKey key, TextingPolicy policy, Instant now, Duration atLeast) =>
        IsOpen(key, policy, now) && Closing(key, policy, now, now + atLeast) is null;

    public static WindowState Judge(WindowKey key, TextingPolicy policy, Instant now) =>
        IsOpen(key, policy, now)
            ? new(true, Closing(key, policy, now, now + Horizon), null)
            : new(false, null, Opening(key, policy, now, now + Horizon));

    /// <summary>The earliest instant, <paramref name="from"/> included, from which on it stays open for so long.</summary>
    /// <returns><see langword="null"/> if there is none within 14 days.</returns>
    public static Instant? NextOpening(WindowKey key, TextingPolicy policy, Instant from, Duration atLeast)
    {
        var limit = from + Horizon;
        var opening = Opening(key, policy, from, limit);
        while (opening is { } opens && Closing(key, policy, opens, opens + atLeast) is { } closes)
        {
            opening = Opening(key, policy, closes, limit);
        }

        return opening;
    }

    /// <summary>The earliest instant from <paramref name="from"/> to <paramref name="limit"/>, both included, that is allowed.</summary>
    private static Instant? Opening(WindowKey key, TextingPolicy policy, Instant from, Instant limit)
    {
        var zones = key.ZoneArray;
        var (at, agreed) = (from, 0); // So many zones in a row are open at the instant.
        for (var i = 0; agreed < Math.Max(zones.Length, 1); i++)
        {
            var zone = zones.Length == 0 ? policy.CampaignZone : zones[i % zones.Length];
            var opens = LocalWindow.Opening(zone, key.Rules, policy, at, limit);
            if (opens is null)
            {
                return null;
            }

            (at, agreed) = (opens.Value, opens == at ? agreed + 1 : 1);
        }

        return at;
    }

    /// <summary>The first instant before <paramref name="limit"/> that is not allowed any more, if any.</summary>
    private static Instant? Closing(WindowKey key, TextingPolicy policy, Instant from, Instant limit)
    {
        var zones = key.ZoneArray;
        if (zones.Length == 0)
        {
            return LocalWindow.Closing(policy.CampaignZone, key.Rules, policy, from, limit);
        }

        Instant? earliest = null;
        foreach (var zone in zones)
        {
            earliest = LocalWindow.Closing(zone, key.Rules, policy, from, earliest ?? limit) ?? earliest;
        }

        return earliest;
    }
}
