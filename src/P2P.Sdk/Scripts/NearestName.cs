namespace P2P.Sdk.Scripts;

/// <summary>Finds what a mistyped name was meant to be.</summary>
internal static class NearestName
{
    private const int FurthestDistance = 2;

    /// <returns>The one name at edit distance 1 or 2 that is nearer than all others, else <see langword="null"/>.</returns>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var wanted = name.ToUpperInvariant();
        string? nearest = null;
        var best = FurthestDistance + 1;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - wanted.Length) > FurthestDistance)
            {
                continue;
            }

            var distance = Distance(wanted, candidate.ToUpperInvariant());
            if (distance < best)
            {
                (nearest, best) = (candidate, distance);
            }
            else if (distance == best)
            {
                nearest = null;
            }
        }

        return best is >= 1 and <= FurthestDistance ? nearest : null;
    }

    /// <summary>Levenshtein: insertions, deletions and substitutions.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
