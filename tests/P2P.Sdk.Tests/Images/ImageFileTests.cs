using System.Buffers.Binary;
using P2P.Sdk.Images;
using P2P.Sdk.Testing;

namespace P2P.Sdk.Tests.Images;

public class ImageFileTests
{
    private const int JpegHeaders = 2; // After SOI.

    public static TheoryData<ImageFormat, int, int> Known => new()
    {
        { ImageFormat.Jpeg, 3, 2 },
        { ImageFormat.Png, 1, 1 },
        { ImageFormat.Gif, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void An_image_is_known_by_its_bytes_with_its_size(ImageFormat format, int width, int height)
    {
        var file = FileOf(format);
        Assert.Equal(new ImageFile(format, width, height, file.Length), ImageFile.Read(file));
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Wherever_an_image_is_cut_off_it_is_none(ImageFormat format, int width, int height)
    {
        var file = FileOf(format);
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Null(ImageFile.Read(file.AsSpan(0, length)));
        }

        Assert.Equal((width, height), (ImageFile.Read(file)!.Value.Width, ImageFile.Read(file)!.Value.Height));
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void What_follows_the_end_mark_is_none_of_it(ImageFormat format, int width, int height)
    {
        var file = FileOf(format);
        Assert.Equal(new ImageFile(format, width, height, file.Length), ImageFile.Read([.. file, .. "<html>"u8]));
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Any_one_byte_may_be_wrong_and_nothing_is_read_beyond_the_file(ImageFormat format, int width, int height)
    {
        var (file, seed) = (FileOf(format), new Random(width + height));
        for (var at = 0; at < file.Length; at++)
        {
            var bent = file.ToArray();
            bent[at] = (byte)seed.Next(256);
            Assert.InRange(ImageFile.Read(bent)?.Length ?? 0, 0, file.Length);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("GIF89a")]
    [InlineData("GIF89a<html><body>Hello, this is a page and no image</body></html>;")]
    [InlineData("\u0089PNG\r\n\u001a\n<html></html>")]
    [InlineData("\u00ff\u00d8\u00ff<html></html>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>")]
    [InlineData("BM......")]
    [InlineData("RIFF....WEBPVP8 ")]
    public void What_only_begins_like_an_image_or_is_another_kind_is_none(string text) =>
        Assert.Null(ImageFile.Read(System.Text.Encoding.Latin1.GetBytes(text)));

    [Fact]
    public void A_jpegs_own_size_is_read_and_not_its_thumbnails()
    {
        var jpeg = SampleImages.Jpeg.ToArray();
        var thumbnail = jpeg.ToArray();
        thumbnail[thumbnail.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]) + 6] = 99;
        byte[] file = [.. jpeg[..JpegHeaders], 0xFF, 0xE1, .. Length(thumbnail.Length), .. thumbnail, .. jpeg[JpegHeaders..]];
        Assert.Equal((3, 2), (ImageFile.Read(file)!.Value.Width, ImageFile.Read(file)!.Value.Height));
        Assert.Equal(file.Length, ImageFile.Read(file)!.Value.Length);
    }

    [Fact]
    public void A_jpeg_may_have_restarts_several_scans_and_fill_bytes()
    {
        var jpeg = SampleImages.Jpeg.ToArray();
        var scan = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] file =
        [
            .. jpeg[..scan], 0xFF, .. jpeg[scan..^2], 0xFF, 0xD0, 0x12, 0xFF, 0x00, 0xFF, 0xD7, 0x34, .. jpeg[scan..],
        ];
        Assert.Equal(new ImageFile(ImageFormat.Jpeg, 3, 2, file.Length), ImageFile.Read(file));
    }

    [Fact]
    public void An_image_without_width_or_without_data_is_none()
    {
        var png = SampleImages.Png.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 0);
        Assert.Null(ImageFile.Read(png));
        Assert.Null(ImageFile.Read([.. SampleImages.Png.Span[..33], .. SampleImages.Png.Span[^12..]]));
        Assert.Null(ImageFile.Read([.. SampleImages.Gif.Span[..19], 0x3B]));
    }

    private static byte[] Length(int data) => [(byte)((data + 2) >> 8), (byte)((data + 2) & 0xFF)];

    private static byte[] FileOf(ImageFormat format) => (format switch
    {
        ImageFormat.Jpeg => SampleImages.Jpeg,
        ImageFormat.Png => SampleImages.Png,
        _ => SampleImages.Gif,
    }).ToArray();
}
