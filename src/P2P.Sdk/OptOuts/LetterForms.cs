using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace P2P.Sdk.OptOuts;

/// <summary>Plain letters for full-width, mathematical, circled and accented ones.</summary>
/// <remarks>
/// Own tables, because where the host runs with InvariantGlobalization, <c>string.Normalize</c> returns its text unchanged.
/// </remarks>
internal static class LetterForms
{
    /// <summary>Stands for any letter outside the basic plane; no keyword and no phrase has it.</summary>
    private const char OtherLetter = '\uFFDC';

    private static readonly FrozenDictionary<int, string> Compatible;
    private static readonly FrozenDictionary<int, string> Accented;

#pragma warning disable CA1810 // Both are read from one file.
    static LetterForms()
#pragma warning restore CA1810
    {
        using var data = OptOutData.Read("letter-forms.json");
        Compatible = Read(data.RootElement.GetProperty("compatible"));
        Accented = Read(data.RootElement.GetProperty("accented"));
    }

    /// <summary>As NFKC for what can become a keyword; without invisible characters, such as joiners and variation selectors.</summary>
    public static string ToCompatible(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Compatible.TryGetValue(rune.Value, out var letters))
            {
                plain.Append(letters);
            }
            else if (rune.IsBmp)
            {
                if (!IsInvisible(rune))
                {
                    plain.Append((char)rune.Value);
                }
            }
            else if (!IsInvisible(rune))
            {
                plain.Append(Rune.IsLetterOrDigit(rune) ? OtherLetter : '\uFFFD');
            }
        }

        return plain.ToString();
    }

    /// <summary>Without accents, apostrophes of any kind being <c>'</c>.</summary>
    public static string WithoutAccents(string compatible)
    {
        var plain = new StringBuilder(compatible.Length);
        foreach (var c in compatible)
        {
            if (Accented.TryGetValue(c, out var letters))
            {
                plain.Append(letters);
            }
            else if (!char.IsAscii(c) && char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }
            else
            {
                plain.Append(c is '\u2018' or '\u2019' or '\u02BC' or '\u00B4' ? '\'' : c);
            }
        }

        return plain.ToString();
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || (Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune))
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static FrozenDictionary<int, string> Read(JsonElement table)
    {
        var letters = new Dictionary<int, string>();
        foreach (var form in table.EnumerateObject())
        {
            foreach (var range in form.Value.EnumerateArray().SelectMany(row => row.GetString()!.Split(' ')))
            {
                var last = range[(range.IndexOf('-') + 1)..];
                var first = range.Split('-')[0];
                for (var code = Hex(first); code <= Hex(last); code++)
                {
                    letters[code] = form.Name;
                }
            }
        }

        return letters.ToFrozenDictionary();
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier);
}
