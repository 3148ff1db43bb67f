namespace P2P.Sdk.Results;

/// <summary>A share of people, and how sure it is: the Wilson score interval at 95 %.</summary>
/// <remarks>
/// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), without
/// continuity correction. Unlike the textbook's interval it stays within 0 and 1, and says something of no successes at all.
/// </remarks>
/// <param name="Share">From 0 to 1.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct Proportion(double Share, double Low, double High)
{
    /// <summary>The normal distribution's 97.5 % quantile.</summary>
    private const double Z = 1.959963984540054;

    /// <param name="count">From 0 to <paramref name="of"/>; more counts as all of them.</param>
    /// <param name="of">How many people.</param>
    /// <returns><see langword="null"/> of nobody.</returns>
    public static Proportion? Of(int count, int of)
    {
        if (of <= 0)
        {
            return null;
        }

        var share = Math.Clamp((double)count / of, 0, 1);
        var spread = Z * Z / of;
        var middle = (share + (spread / 2)) / (1 + spread);
        var half = Z / (1 + spread) * Math.Sqrt((share * (1 - share) / of) + (spread / of / 4));
        return new(share, Math.Clamp(middle - half, 0, share), Math.Clamp(middle + half, share, 1));
    }
}
