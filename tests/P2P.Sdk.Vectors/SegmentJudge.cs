using System.Globalization;
using System.Text.Json;
using P2P.Sdk.Segments;

namespace P2P.Sdk.Vectors;

/// <summary>Judges encoding, units, segments, the split, and both readings of smart encoding.</summary>
internal static class SegmentJudge
{
    public static string? Judge(JsonElement vector)
    {
        var text = Text(vector);
        var smart = vector.GetProperty("smart");
        var effective = vector.GetProperty("smart_effective");
        var converted = SmartEncoding.Convert(text);
        var applied = SmartEncoding.Apply(text);
        return Count(vector, text)
            ?? Parts(vector, text)
            ?? Same("smart.changed", smart.GetProperty("changed").GetBoolean(), converted != text)
            ?? (smart.TryGetProperty("text", out var expected) ? Same("smart.text", expected.GetString(), converted) : null)
            ?? Count(smart, converted)
            ?? Same("smart_effective.applied", effective.GetProperty("applied").GetBoolean(), applied != text)
            ?? Count(effective, applied);
    }

    /// <summary>A JSON reader refuses lone surrogates, so texts with them are given in hex.</summary>
    private static string Text(JsonElement vector) =>
        vector.GetProperty("text").GetString()
        ?? string.Concat(vector.GetProperty("utf16").GetString()!.Chunk(4)
            .Select(unit => (char)int.Parse(unit, NumberStyles.AllowHexSpecifier)));

    private static string? Count(JsonElement expected, string text)
    {
        var count = SegmentCounter.Count(text);
        return Same("encoding", expected.GetProperty("encoding").GetString(), count.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2")
            ?? Same("units", expected.GetProperty("units").GetInt32(), count.Units)
            ?? (text.Length == 0 ? null : Same("segments", expected.GetProperty("segments").GetInt32(), count.Segments));
    }

    private static string? Parts(JsonElement vector, string text)
    {
        var encoding = SegmentCounter.Count(text).Encoding;
        var parts = MessageSplitter.Split(text);
        var units = parts.Select(part => encoding == SmsEncoding.Gsm7 ? SegmentCounter.Count(part).Units : part.Length);
        var expected = vector.GetProperty("parts").EnumerateArray().Select(part => part.GetInt32()).Where(part => part > 0);
        return Same("parts", string.Join(',', expected), string.Join(',', units)) ?? Same("parts joined", text, string.Concat(parts));
    }

    private static string? Same<T>(string what, T expected, T actual) =>
        EqualityComparer<T>.Default.Equals(expected, actual) ? null : $"{what}: expected {expected}, is {actual}";
}
