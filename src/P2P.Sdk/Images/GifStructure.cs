using System.Buffers.Binary;

namespace P2P.Sdk.Images;

/// <summary>A GIF from its header to its trailer.</summary>
/// <remarks>Source: GIF89a (1990), clauses 17 to 27: a screen descriptor, color tables, then blocks, each of sub-blocks that
/// begin with their length and end with an empty one.</remarks>
internal static class GifStructure
{
    private const int ScreenEnd = 13;
    private const int ImageDescriptor = 10;
    private const byte Extension = 0x21;
    private const byte Image = 0x2C;
    private const byte Trailer = 0x3B;

    public static ImageFile? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < ScreenEnd || !(file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8)))
        {
            return null;
        }

        var (width, height) = (BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]));
        var hasImage = false;
        for (var at = ScreenEnd + ColorTable(file[10]); at < file.Length;)
        {
            switch (file[at])
            {
                case Trailer:
                    return hasImage ? new(ImageFormat.Gif, width, height, at + 1) : null;
                case Extension:
                    at += 2;
                    break;
                case Image when file.Length - at > ImageDescriptor:
                    hasImage = true;
                    at += ImageDescriptor + ColorTable(file[at + 9]) + 1; // And the code size.
                    break;
                default:
                    return null;
            }

            while (at < file.Length && file[at] > 0)
            {
                at += 1 + file[at];
            }

            at++;
        }

        return null;
    }

    private static int ColorTable(byte flags) => (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
}
