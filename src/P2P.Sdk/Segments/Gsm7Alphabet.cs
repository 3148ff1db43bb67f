using System.Buffers;

namespace P2P.Sdk.Segments;

/// <summary>Which characters the GSM 7-bit default alphabet and its extension have.</summary>
/// <remarks>Source: 3GPP TS 23.038, 6.2.1 and 6.2.1.1. The escape code itself is not a character.</remarks>
internal static class Gsm7Alphabet
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
        + "abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    /// <summary>Searched by vectors, unlike a set with characters outside ASCII.</summary>
    private static readonly SearchValues<char> BasicAscii = SearchValues.Create([.. Basic.Where(char.IsAscii)]);

    /// <summary>By code point; the highest but € is Ω.</summary>
    private static readonly byte[] UnitsByCode = MakeTable();

    /// <summary>1, or 2 for an extension character; 0 for what is in neither table.</summary>
    public static int Units(char c) => c < UnitsByCode.Length ? UnitsByCode[c] : c == '€' ? 2 : 0;

    /// <summary>The septets of the whole text; -1 if it cannot be written in this alphabet.</summary>
    public static int Units(ReadOnlySpan<char> text)
    {
        var units = 0;
        while (text.IndexOfAnyExcept(BasicAscii) is var plain and >= 0)
        {
            var special = Units(text[plain]);
            if (special == 0)
            {
                return -1;
            }

            units += plain + special;
            text = text[(plain + 1)..];
        }

        return units + text.Length;
    }

    private static byte[] MakeTable()
    {
        var table = new byte['Ω' + 1];
        foreach (var c in Basic)
        {
            table[c] = 1;
        }

        foreach (var c in Extension.Where(c => c < table.Length))
        {
            table[c] = 2;
        }

        return table;
    }
}
