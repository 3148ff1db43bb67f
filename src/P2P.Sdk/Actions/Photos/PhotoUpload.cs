using System.Security.Cryptography;
using P2P.Sdk.Images;

namespace P2P.Sdk.Actions.Photos;

/// <summary>Reads what is sent as a photo or a script's image, and judges it.</summary>
internal sealed class PhotoUpload
{
    private const int FirstBuffer = 65_536;
    private readonly byte[] _bytes;
    private readonly ImageFile _image;

    private PhotoUpload(byte[] bytes, ImageFile image) => (_bytes, _image) = (bytes, image);

    public ImageFormat Format => _image.Format;

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(_bytes.AsSpan(0, _image.Length)));

    public MemoryStream Open() => new(_bytes, 0, _image.Length, writable: false);

    /// <param name="content">Read to its end, or to one byte more than it may have.</param>
    /// <param name="what">Such as <c>A photo</c>.</param>
    public static async Task<Outcome<PhotoUpload>> ReadAsync(
        Stream content, string what, int mostBytes, CancellationToken cancellationToken)
    {
        // The structure is judged whole before anything is stored, so the bytes are held: a bounded number of them.
        var bytes = new byte[FirstBuffer];
        var length = 0;
        for (int read; (read = await content.ReadAsync(bytes.AsMemory(length), cancellationToken)) > 0;)
        {
            length += read;
            if (length > mostBytes)
            {
                return new Refusal(RefusalCode.ImageTooLarge, $"{what} has at most {mostBytes:N0} bytes.");
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, Math.Min(bytes.Length * 2, mostBytes + 1));
            }
        }

        if (ImageFile.Read(bytes.AsSpan(0, length)) is not { } image)
        {
            return Refusal.Invalid($"{what} is a whole JPEG, PNG or GIF. By its content, this file is none.");
        }

        return (long)image.Width * image.Height > ImageFile.MostPixels
            ? new Refusal(RefusalCode.ImageTooLarge, $"{what} has at most {ImageFile.MostPixels:N0} pixels.")
            : new PhotoUpload(bytes, image);
    }
}
