using NodaTime;
using P2P.Sdk.Messaging;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Assignments;

/// <summary>When the contacts of a pool can be texted.</summary>
internal static class PoolOutlook
{
    /// <summary>Those that can be claimed now.</summary>
    public static int OpenNow(IReadOnlyList<PoolWindow> pool, TextingPolicy policy, Instant now) =>
        pool.Where(window => IsOpen(window, policy, now)).Sum(window => window.Unassigned);

    /// <summary>The others, by when they can be; earliest first.</summary>
    public static IReadOnlyList<LaterOpening> OpensLater(IReadOnlyList<PoolWindow> pool, TextingPolicy policy, Instant now)
    {
        var later = new SortedDictionary<Instant, int>();
        foreach (var window in pool)
        {
            if (window.Unassigned > 0 && !IsOpen(window, policy, now))
            {
                Add(TextingWindow.NextOpening(window.Key, policy, now, Safeguards.ClaimMargin), window.Unassigned);
            }

            if (window is { Parked: > 0, ParkedUntil: { } until })
            {
                Add(TextingWindow.NextOpening(window.Key, policy, Instant.Max(until, now), Safeguards.ClaimMargin), window.Parked);
            }
        }

        return [.. later.Select(l => new LaterOpening(l.Value, l.Key))];

        void Add(Instant? opensAt, int contacts)
        {
            if (opensAt is { } at)
            {
                later[at] = later.GetValueOrDefault(at) + contacts;
            }
        }
    }

    private static bool IsOpen(PoolWindow window, TextingPolicy policy, Instant now) =>
        TextingWindow.IsOpenFor(window.Key, policy, now, Safeguards.ClaimMargin);
}
