using System.Text;

namespace P2P.Sdk;

/// <summary>What every database can keep: text without U+0000, for which PostgreSQL has no place, and without half of a
/// surrogate pair, which is no character.</summary>
/// <remarks>What users write is refused where it cannot be kept; what a carrier tells us is cleaned, and never lost.</remarks>
internal static class KeptText
{
    public static bool Fits(string? text)
    {
        if (text is null || text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text?.Contains('\0', StringComparison.Ordinal) != true;
        }

        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done || rune.Value == 0)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    /// <summary>The text with U+FFFD in place of each character that cannot be kept.</summary>
    public static string Clean(string text)
    {
        if (Fits(text))
        {
            return text;
        }

        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // Half a pair comes as U+FFFD.
        {
            cleaned.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return cleaned.ToString();
    }

    /// <returns>A refusal for each text that cannot be kept.</returns>
    /// <param name="texts">With their names in the input.</param>
    public static IEnumerable<Refusal> Check(params IEnumerable<(string? Text, string Path)> texts) =>
        texts.Where(text => !Fits(text.Text)).Select(text => Refuse(text.Path));

    public static Refusal Refuse(params string[] path) =>
        Refusal.Invalid("A text cannot hold the character U+0000 or half of a surrogate pair.", path);
}
