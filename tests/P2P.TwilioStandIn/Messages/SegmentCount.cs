namespace P2P.TwilioStandIn.Messages;

/// <summary>How many segments the service bills (3GPP TS 23.038 §6.2.1, TS 23.040 §9.2.3.24.1).</summary>
internal static class SegmentCount
{
    private const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    public static int Of(string body)
    {
        var plain = body.All(c => Basic.Contains(c) || Extension.Contains(c));
        var units = plain
            ? body.Select(c => Extension.Contains(c) ? 2 : 1)
            : body.EnumerateRunes().Select(r => r.Utf16SequenceLength);
        var (alone, part) = plain ? (160, 153) : (70, 67);
        return units.Sum() <= alone ? 1 : Pack(units, part);
    }

    private static int Pack(IEnumerable<int> units, int room)
    {
        var (segments, used) = (1, 0);
        foreach (var unit in units)
        {
            (segments, used) = used + unit > room ? (segments + 1, unit) : (segments, used + unit);
        }

        return segments;
    }
}
