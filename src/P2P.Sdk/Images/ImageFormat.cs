namespace P2P.Sdk.Images;

/// <summary>The kinds of image that are taken.</summary>
public enum ImageFormat
{
    Jpeg,
    Png,
    Gif,
}

public static class ImageFormats
{
    /// <summary>Such as <c>image/jpeg</c>.</summary>
    public static string ContentType(this ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Png => "image/png",
        ImageFormat.Gif => "image/gif",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
