using System.Buffers.Binary;

namespace P2P.Sdk.Images;

/// <summary>A PNG from its signature to its IEND chunk.</summary>
/// <remarks>Source: PNG (third edition), clause 5: chunks of length, type, data and CRC; IHDR first, IEND last.</remarks>
internal static class PngStructure
{
    private const int ChunkFrame = 12; // Length, type and CRC.
    private const int HeaderData = 13;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ImageFile? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Signature))
        {
            return null;
        }

        var (width, height, hasData) = (0, 0, false);
        for (var at = Signature.Length; file.Length - at >= ChunkFrame;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - ChunkFrame)
            {
                return null;
            }

            var type = file.Slice(at + 4, 4);
            var data = file.Slice(at + 8, (int)length);
            at += ChunkFrame + (int)length;
            if (at == Signature.Length + ChunkFrame + HeaderData && type.SequenceEqual("IHDR"u8))
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
            }
            else if (width <= 0)
            {
                return null;
            }

            hasData |= type.SequenceEqual("IDAT"u8);
            if (type.SequenceEqual("IEND"u8))
            {
                return hasData ? new(ImageFormat.Png, width, height, at) : null;
            }
        }

        return null;
    }
}
