using System.Globalization;
using System.Text;
using P2P.Sdk.Unicode;

namespace P2P.Sdk.OptOuts;

/// <summary>Plain letters for full-width, styled and accented ones, and nothing for what cannot be seen.</summary>
internal static class LetterForms
{
    /// <summary>Stands for any letter outside the basic plane; no keyword and no phrase has it.</summary>
    private const char OtherLetter = '\uFFDC';

    /// <summary>NFKC without invisible characters, such as joiners and variation selectors.</summary>
    public static string ToCompatible(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in Normalization.ComposeCompatible(text).EnumerateRunes())
        {
            if (!IsInvisible(rune))
            {
                plain.Append(rune.IsBmp ? (char)rune.Value : Rune.IsLetterOrDigit(rune) ? OtherLetter : '\uFFFD');
            }
        }

        // What was kept apart by something invisible composes now.
        return Normalization.ComposeCompatible(plain.ToString());
    }

    /// <summary>Without accents and vowel signs, apostrophes of any kind being <c>'</c>.</summary>
    public static string WithoutAccents(string compatible)
    {
        var plain = new StringBuilder(compatible.Length);
        foreach (var c in Normalization.WithoutAccents(compatible))
        {
            if (!IsMark(c))
            {
                plain.Append(WithoutStroke(c));
            }
        }

        return plain.ToString();
    }

    private static bool IsMark(char c) =>
        !char.IsAscii(c) && (char.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static char WithoutStroke(char c) => c switch
    {
        'đ' or 'Đ' => 'd',
        'ł' or 'Ł' => 'l',
        'ø' or 'Ø' => 'o',
        'ı' => 'i',
        '\u2018' or '\u2019' or '\u02BC' => '\'',
        _ => c,
    };

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || (Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune))
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
