namespace P2P.Sdk.Segments;

/// <summary>Counts the segments that a carrier makes of a text, and bills (SCR-5).</summary>
/// <remarks>Counts the text as it is: compose it (NFC) before, as rendering does. Allocates nothing.</remarks>
public static class SegmentCounter
{
    public static SegmentCount Count(ReadOnlySpan<char> text)
    {
        var septets = Gsm7Alphabet.Units(text);
        var encoding = septets >= 0 ? SmsEncoding.Gsm7 : SmsEncoding.Ucs2;
        var units = septets >= 0 ? septets : text.Length;
        var left = SegmentPacking.SingleLimit(encoding) - units;
        if (left >= 0)
        {
            return new(encoding, units, units == 0 ? 0 : 1, left);
        }

        var (segments, limit) = (0, SegmentPacking.PartLimit(encoding));
        if (septets == text.Length)
        {
            segments = (units + limit - 1) / limit; // No pair to keep whole.
            return new(encoding, units, segments, (segments * limit) - units);
        }

        var packing = new SegmentPacking(text, encoding);
        while (packing.MoveNext())
        {
            segments++;
        }

        return new(encoding, units, segments, limit - packing.Units);
    }
}
