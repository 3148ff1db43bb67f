namespace P2P.Sdk.Segments;

/// <summary>Shows where the segments of a text begin and end, as <see cref="SegmentCounter"/> counts them.</summary>
public static class MessageSplitter
{
    /// <returns>The parts in order; together they are the text. None for an empty text.</returns>
    public static IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var count = SegmentCounter.Count(text);
        if (count.Segments <= 1)
        {
            return count.Segments == 0 ? [] : [text];
        }

        var parts = new List<string>(count.Segments);
        var packing = new SegmentPacking(text, count.Encoding);
        for (var start = 0; packing.MoveNext(); start = packing.End)
        {
            parts.Add(text[start..packing.End]);
        }

        return parts;
    }
}
