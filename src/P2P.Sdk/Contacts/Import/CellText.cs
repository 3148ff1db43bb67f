using System.Globalization;
using System.Text;
using P2P.Sdk.Unicode;

namespace P2P.Sdk.Contacts.Import;

/// <summary>Cleans what is in a cell of what nobody sees.</summary>
internal static class CellText
{
    /// <summary>Composed (NFC), without control and invisible characters, each run of white space one space, trimmed.</summary>
    /// <remarks>Joiners (U+200C, U+200D) stay: emoji, Persian and Hindi are spelled with them.</remarks>
    public static string Clean(string cell)
    {
        if (IsClean(cell))
        {
            return cell;
        }

        var text = new StringBuilder(cell.Length);
        var gap = false;
        foreach (var character in cell)
        {
            if (char.IsWhiteSpace(character))
            {
                gap = text.Length > 0;
            }
            else if (!IsInvisible(character))
            {
                text.Append(gap ? " " : "").Append(character);
                gap = false;
            }
        }

        return Normalization.Compose(text.ToString());
    }

    /// <summary>Quick test that spares most cells the work.</summary>
    private static bool IsClean(string cell) =>
        cell.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
        && cell is not ([' ', ..] or [.., ' '])
        && !cell.Contains("  ", StringComparison.Ordinal);

    private static bool IsInvisible(char character) => character is not ('\u200C' or '\u200D')
        && char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format;
}
