using System.Buffers.Binary;

namespace P2P.Sdk.Images;

/// <summary>A JPEG from its SOI to its EOI marker.</summary>
/// <remarks>Source: ITU-T T.81 (09/92), annex B: markers of 0xFF and a code, segments that begin with their length; scan data
/// after SOS, in which 0xFF is followed by 0x00 or by a restart marker.</remarks>
internal static class JpegStructure
{
    private const byte Mark = 0xFF;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    public static ImageFile? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[Mark, 0xD8, Mark]))
        {
            return null;
        }

        var (width, height, hasScan) = (0, 0, false);
        for (var at = 2; file.Length - at >= 2;)
        {
            var code = file[at + 1];
            if (file[at] != Mark || code is 0 or 0xD8)
            {
                return null;
            }

            if (code == Mark)
            {
                at++; // Markers may be preceded by fill bytes.
                continue;
            }

            at += 2;
            if (code == EndOfImage)
            {
                return hasScan ? new(ImageFormat.Jpeg, width, height, at) : null;
            }

            if (Segment(file[at..]) is not { Length: >= 2 } segment)
            {
                return null;
            }

            if (IsFrame(code))
            {
                if (segment.Length < 7)
                {
                    return null;
                }

                (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[5..]));
            }

            at += segment.Length;
            if (code == StartOfScan)
            {
                hasScan = width > 0;
                at += ScanData(file[at..]);
            }
        }

        return null;
    }

    /// <returns>With its length; empty where it is cut off.</returns>
    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> rest) =>
        rest.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(rest) is var length && length <= rest.Length ? rest[..length] : [];

    /// <summary>SOF0 to SOF15, between which lie DHT, JPG and DAC.</summary>
    private static bool IsFrame(byte code) => code is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    /// <returns>How far it is to the next marker that is no restart.</returns>
    private static int ScanData(ReadOnlySpan<byte> rest)
    {
        for (var at = 0; ; at += 2)
        {
            var next = rest[at..].IndexOf(Mark);
            if (next < 0 || at + next + 1 >= rest.Length)
            {
                return rest.Length;
            }

            at += next;
            if (rest[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }
        }
    }
}
