using System.Globalization;

namespace P2P.Sdk.Segments;

/// <summary>Names what makes a text UCS-2, so that its author can write it otherwise.</summary>
public static class CostlyCharacters
{
    /// <returns>As a reader sees them (an emoji of several code points is one), each once, in order; none if the text is GSM-7.</returns>
    public static IReadOnlyList<string> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Gsm7Alphabet.Units(text) >= 0)
        {
            return [];
        }

        var found = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start < text.Length;)
        {
            var element = text.AsSpan(start, StringInfo.GetNextTextElementLength(text, start));
            if (Gsm7Alphabet.Units(element) < 0 && seen.Add(element.ToString()))
            {
                found.Add(element.ToString());
            }

            start += element.Length;
        }

        return found;
    }
}
