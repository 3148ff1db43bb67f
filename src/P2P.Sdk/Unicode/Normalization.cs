using System.Buffers;
using System.Text;

namespace P2P.Sdk.Unicode;

/// <summary>Unicode normalization forms C and KC, as UAX #15 defines them.</summary>
/// <remarks>
/// The runtime's own <c>string.Normalize</c> needs ICU and returns its input unchanged where a host runs with invariant
/// globalization, as many containers do: then the count of segments would silently differ between two hosts.
/// Lone surrogates are kept as they are.
/// </remarks>
internal static class Normalization
{
    private const char FirstThatMatters = '\u0300'; // Below it every character is composed and starts a new cluster.

    /// <summary>NFC. Returns the same string where it is composed already.</summary>
    public static string Compose(string text) => IsComposed(text) ? text : Normalize(text, compatible: false);

    /// <summary>NFKC: as NFC, and full-width, styled and ligature forms become plain ones.</summary>
    public static string ComposeCompatible(string text) =>
        Ascii.IsValid(text) ? text : Normalize(text, compatible: true);

    /// <summary>NFC of characters that lie in a buffer.</summary>
    public static string Compose(ReadOnlySpan<char> text)
    {
        var whole = new string(text);
        return IsComposed(whole) ? whole : Normalize(whole, compatible: false);
    }

    /// <summary>The text without the accents of Latin, Greek and Cyrillic letters: <c>envía</c> is <c>envia</c>.</summary>
    public static string WithoutAccents(string text)
    {
        var plain = new StringBuilder(text.Length);
        var runes = new List<int>(text.Length);
        Decompose(text, compatible: false, runes);
        foreach (var rune in runes.Where(r => r is < 0x300 or > 0x36F))
        {
            Append(plain, rune);
        }

        return Normalize(plain.ToString(), compatible: false);
    }

    private static bool IsComposed(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return true;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value >= FirstThatMatters && !NormalizationData.IsInert(rune.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static string Normalize(string text, bool compatible)
    {
        var runes = new List<int>(text.Length + 8);
        Decompose(text, compatible, runes);
        var length = Recompose(runes);
        var result = new StringBuilder(length);
        for (var i = 0; i < length; i++)
        {
            Append(result, runes[i]);
        }

        return result.ToString();
    }

    private static void Decompose(ReadOnlySpan<char> text, bool compatible, List<int> runes)
    {
        while (!text.IsEmpty)
        {
            var lone = Rune.DecodeFromUtf16(text, out var rune, out var used) != OperationStatus.Done;
            NormalizationData.Decompose(lone ? text[0] : rune.Value, compatible, runes);
            text = text[used..];
        }

        // Marks between two starters come in the order of their classes, equal ones as written.
        for (var i = 0; i < runes.Count; i++)
        {
            if (NormalizationData.Class(runes[i]) == 0)
            {
                continue;
            }

            var start = i;
            while (i < runes.Count && NormalizationData.Class(runes[i]) != 0)
            {
                i++;
            }

            var ordered = runes.Skip(start).Take(i - start).OrderBy(NormalizationData.Class).ToArray();
            for (var j = 0; j < ordered.Length; j++)
            {
                runes[start + j] = ordered[j];
            }
        }
    }

    /// <summary>Composes in place; returns how many runes are left.</summary>
    private static int Recompose(List<int> runes)
    {
        var (starter, length, lastClass) = (-1, 0, -1);
        for (var i = 0; i < runes.Count; i++)
        {
            var rune = runes[i];
            var combining = NormalizationData.Class(rune);
            if (starter >= 0 && (lastClass < combining || lastClass == -1)
                && NormalizationData.Composed(runes[starter], rune) is { } composed)
            {
                runes[starter] = composed;
                continue;
            }

            if (combining == 0)
            {
                (starter, lastClass) = (length, -1);
            }
            else
            {
                lastClass = combining;
            }

            runes[length++] = rune;
        }

        return length;
    }

    private static void Append(StringBuilder text, int rune)
    {
        if (Rune.IsValid(rune))
        {
            text.Append(new Rune(rune).ToString());
        }
        else
        {
            text.Append((char)rune);
        }
    }
}
