namespace P2P.Sdk.Segments;

/// <summary>Fills the segments of a text that does not fit one, as full as each goes.</summary>
/// <remarks>
/// Neither an escape pair nor a surrogate pair is cut; other clusters, such as families of emojis, may be.
/// Source: 3GPP TS 23.040, 9.2.3.24.1; the limits are what a header of 6 octets leaves.
/// </remarks>
internal ref struct SegmentPacking(ReadOnlySpan<char> text, SmsEncoding encoding)
{
    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>Where the current segment ends in the text, exclusive.</summary>
    public int End { get; private set; }

    /// <summary>Of the current segment.</summary>
    public int Units { get; private set; }

    public static int SingleLimit(SmsEncoding encoding) => encoding == SmsEncoding.Gsm7 ? 160 : 70;

    public static int PartLimit(SmsEncoding encoding) => encoding == SmsEncoding.Gsm7 ? 153 : 67;

    public bool MoveNext()
    {
        if (End == _text.Length)
        {
            return false;
        }

        Units = 0;
        var limit = PartLimit(encoding);
        while (End < _text.Length)
        {
            var (length, units) = encoding == SmsEncoding.Gsm7 ? (1, Gsm7Alphabet.Units(_text[End])) : PairOrUnit(End);
            if (Units + units > limit)
            {
                break;
            }

            Units += units;
            End += length;
        }

        return true;
    }

    private readonly (int Length, int Units) PairOrUnit(int at) =>
        at + 1 < _text.Length && char.IsSurrogatePair(_text[at], _text[at + 1]) ? (2, 2) : (1, 1);
}
