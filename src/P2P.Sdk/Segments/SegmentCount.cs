namespace P2P.Sdk.Segments;

/// <summary>What a text costs (SCR-5).</summary>
/// <param name="Units">Septets, an extension character being two, or UTF-16 code units.</param>
/// <param name="Segments">0 only for an empty text.</param>
/// <param name="UnitsLeft">How many units the last segment still holds; in a single one up to 160 or 70.</param>
public readonly record struct SegmentCount(SmsEncoding Encoding, int Units, int Segments, int UnitsLeft);
