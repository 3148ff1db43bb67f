namespace P2P.Sdk.Images;

/// <summary>What a file's bytes say that it is; its name and its sender's word are not asked.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Length">How many bytes the image has. What a file has beyond is none of it: cameras append films, and others
/// programs.</param>
internal readonly record struct ImageFile(ImageFormat Format, int Width, int Height, int Length)
{
    /// <summary>About 200 MB unpacked. A small file can claim far more, and stop the browser that shows it.</summary>
    public const long MostPixels = 50_000_000;

    /// <returns><see langword="null"/> if it is no JPEG, PNG or GIF that is whole from its first byte to its end mark.</returns>
    public static ImageFile? Read(ReadOnlySpan<byte> file) =>
        (PngStructure.Read(file) ?? GifStructure.Read(file) ?? JpegStructure.Read(file)) is { Width: > 0, Height: > 0 } image
            ? image
            : null;
}
