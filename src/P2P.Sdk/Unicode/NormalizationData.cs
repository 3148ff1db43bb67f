using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace P2P.Sdk.Unicode;

/// <summary>The tables of <c>Data/unicode-normalization.json</c>, read once, and the arithmetic of Hangul.</summary>
internal static class NormalizationData
{
    private const int HangulFirst = 0xAC00, HangulCount = 11172, LeadFirst = 0x1100, LeadCount = 19;
    private const int VowelFirst = 0x1161, VowelCount = 21, TrailBefore = 0x11A7, TrailCount = 28;

    private static readonly Dictionary<int, byte> Classes = [];
    private static readonly FrozenDictionary<int, int[]> Canonical;
    private static readonly FrozenDictionary<int, int[]> Compatibility;
    private static readonly Dictionary<(int, int), int> Pairs = [];
    private static readonly HashSet<int> NotInert = [];

    static NormalizationData()
    {
        const string name = "unicode-normalization.json";
        using var stream = typeof(NormalizationData).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var document = JsonDocument.Parse(stream);
        var root = document.RootElement;
        foreach (var entry in root.GetProperty("combiningClasses").EnumerateObject())
        {
            foreach (var range in entry.Value.GetString()!.Split(' ').Select(r => r.Split('-').Select(Hex).ToArray()))
            {
                for (var rune = range[0]; rune <= range[^1]; rune++)
                {
                    Classes.Add(rune, byte.Parse(entry.Name, CultureInfo.InvariantCulture));
                }
            }
        }

        Canonical = Decompositions(root.GetProperty("canonical"));
        Compatibility = Decompositions(root.GetProperty("compatibility"));
        var excluded = root.GetProperty("excluded").GetString()!.Split(' ').Select(Hex).ToHashSet();
        foreach (var (composed, parts) in Canonical.Where(d => d.Value.Length == 2 && !excluded.Contains(d.Key)))
        {
            Pairs.Add((parts[0], parts[1]), composed);
        }

        NotInert.UnionWith(Classes.Keys);
        NotInert.UnionWith(excluded);
        NotInert.UnionWith(Pairs.Keys.Select(pair => pair.Item2));
        NotInert.UnionWith(Enumerable.Range(VowelFirst, VowelCount).Concat(Enumerable.Range(TrailBefore + 1, TrailCount - 1)));
    }

    /// <summary>Whether the rune is its own NFC and never composes with or moves before what precedes it.</summary>
    public static bool IsInert(int rune) => !NotInert.Contains(rune);

    /// <summary>The canonical combining class; 0 for starters.</summary>
    public static int Class(int rune) => rune < 0x300 ? 0 : Classes.GetValueOrDefault(rune);

    public static void Decompose(int rune, bool compatible, List<int> result)
    {
        var syllable = rune - HangulFirst;
        if (rune < 0xA0)
        {
            result.Add(rune);
        }
        else if (syllable is >= 0 and < HangulCount)
        {
            result.Add(LeadFirst + (syllable / (VowelCount * TrailCount)));
            result.Add(VowelFirst + (syllable % (VowelCount * TrailCount) / TrailCount));
            if (syllable % TrailCount != 0)
            {
                result.Add(TrailBefore + (syllable % TrailCount));
            }
        }
        else if (Canonical.TryGetValue(rune, out var parts) || (compatible && Compatibility.TryGetValue(rune, out parts)))
        {
            foreach (var part in parts)
            {
                Decompose(part, compatible, result);
            }
        }
        else
        {
            result.Add(rune);
        }
    }

    /// <returns><see langword="null"/> where the two do not compose.</returns>
    public static int? Composed(int first, int second)
    {
        if (first is >= LeadFirst and < LeadFirst + LeadCount && second is >= VowelFirst and < VowelFirst + VowelCount)
        {
            return HangulFirst + ((((first - LeadFirst) * VowelCount) + second - VowelFirst) * TrailCount);
        }

        if (first is >= HangulFirst and < HangulFirst + HangulCount && (first - HangulFirst) % TrailCount == 0
            && second is > TrailBefore and < TrailBefore + TrailCount)
        {
            return first + second - TrailBefore;
        }

        return Pairs.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static FrozenDictionary<int, int[]> Decompositions(JsonElement entries) =>
        entries.EnumerateObject().ToFrozenDictionary(e => Hex(e.Name), e => e.Value.GetString()!.Split(' ').Select(Hex).ToArray());

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
