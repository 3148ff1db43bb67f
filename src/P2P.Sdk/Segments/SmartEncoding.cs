using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace P2P.Sdk.Segments;

/// <summary>Replaces look-alikes, such as curly quotes and dashes, so that a text stays GSM-7 (SCR-5).</summary>
/// <remarks>The table and where it comes from: <c>Data/smart-encoding.json</c>.</remarks>
public static class SmartEncoding
{
    private static readonly FrozenDictionary<char, string> Replacements = ReadReplacements();
    private static readonly SearchValues<char> LookAlikes = SearchValues.Create([.. Replacements.Keys]);

    /// <summary>All or nothing: the converted text if that is wholly GSM-7, else the text as it was.</summary>
    public static string Apply(string text)
    {
        var converted = Convert(text);
        return Gsm7Alphabet.Units(converted) >= 0 ? converted : text;
    }

    /// <summary>Every look-alike replaced, whether or not that makes the text GSM-7.</summary>
    public static string Convert(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(LookAlikes))
        {
            return text;
        }

        var converted = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = Replacements.TryGetValue(c, out var replacement) ? converted.Append(replacement) : converted.Append(c);
        }

        return converted.ToString();
    }

    private static FrozenDictionary<char, string> ReadReplacements()
    {
        using var stream = typeof(SmartEncoding).Assembly.GetManifestResourceStream("smart-encoding.json")
            ?? throw new InvalidOperationException("The resource smart-encoding.json is missing from the assembly.");
        using var data = JsonDocument.Parse(stream);
        return (
            from entry in data.RootElement.GetProperty("replacements").EnumerateObject()
            from row in entry.Value.EnumerateArray()
            from code in row.GetString()!.Split(' ')
            select (Code: (char)int.Parse(code, NumberStyles.AllowHexSpecifier), entry.Name))
            .ToFrozenDictionary(pair => pair.Code, pair => pair.Name);
    }
}
