using System.Buffers.Binary;

namespace P2P.Sdk.Testing;

/// <summary>The smallest files of each kind of image that is taken: whole ones, that programs can show.</summary>
public static class SampleImages
{
    /// <summary>3 by 2 pixels, baseline.</summary>
    public static ReadOnlyMemory<byte> Jpeg { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAKBueIx4ZKCMgoy0qqC+8P//8Nzc8P//////////////////////////////////////////////"
            + "//////////8BqrS08NLw///////////////////////////////////////////////////////////////////////////////AABEIAAIA"
            + "AwMBEQACEQEDEQH/xAGiAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgsQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQy"
            + "gZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SV"
            + "lpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+gEAAwEBAQEBAQEBAQAAAAAAAAEC"
            + "AwQFBgcICQoLEQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYnKCkqNTY3"
            + "ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS"
            + "09TV1tfY2dri4+Tl5ufo6ery8/T19vf4+fr/2gAMAwEAAhEDEQA/AJKAP//Z");

    /// <summary>1 by 1 pixel.</summary>
    public static ReadOnlyMemory<byte> Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    /// <summary>1 by 1 pixel, with a control extension.</summary>
    public static ReadOnlyMemory<byte> Gif { get; } =
        Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    /// <summary>An image that is whole, and as long as is asked for.</summary>
    /// <param name="length">More than the small one's, in bytes.</param>
    public static byte[] PngOf(int length)
    {
        // A comment of zeros before the end mark: chunks that a program does not know it skips.
        var small = Png.Span;
        var end = small[^12..];
        var file = new byte[length];
        small[..^12].CopyTo(file);
        var comment = file.AsSpan(small.Length - 12);
        BinaryPrimitives.WriteInt32BigEndian(comment, length - small.Length - 12);
        "zTXt"u8.CopyTo(comment[4..]);
        end.CopyTo(file.AsSpan(length - 12));
        return file;
    }
}
