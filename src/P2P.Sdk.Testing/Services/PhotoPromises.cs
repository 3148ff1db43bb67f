using System.Text;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Images;
using Xunit;

namespace P2P.Sdk.Testing.Services;

/// <summary>An action has a photo: a JPEG, PNG or GIF of at most 5 MB, for whoever sees the action (ACT-1).</summary>
public abstract class PhotoPromises : ServicePromises
{
    [Theory]
    [InlineData(ImageFormat.Jpeg)]
    [InlineData(ImageFormat.Png)]
    [InlineData(ImageFormat.Gif)]
    public async Task A_photo_is_shown_as_it_was_set_to_whoever_sees_the_action(ImageFormat format)
    {
        var action = await DraftAsync();
        var bytes = BytesOf(format);
        var set = Done(await SetAsync(action.Id, bytes));

        Assert.Equal((format, 64, action.Version), (set.Photo!.Format, set.Photo.Hash.Length, set.Version));
        Assert.Equal(bytes, await ReadAsync(World.Admin, action.Id));
        Refused(RefusalCode.NotFound, await World.Photos.OpenAsync(World.Ana, action.Id));
        Done(await World.Publishing.SendToAsync(World.Admin, action.Id, [World.Ana.User]));
        Assert.Equal(bytes, await ReadAsync(World.Ana, action.Id));
        Refused(RefusalCode.NotFound, await World.Photos.OpenAsync(World.Ben, action.Id));

        Done(await World.Publishing.CloseAsync(World.Admin, action.Id));
        Done(await SetAsync(action.Id, SampleImages.Png));
        Assert.Equal(SampleImages.Png, await ReadAsync(World.Ana, action.Id));
    }

    [Fact]
    public async Task A_file_one_byte_too_large_is_refused_and_the_largest_is_taken()
    {
        var action = await DraftAsync();
        Assert.NotNull(Done(await SetAsync(action.Id, SampleImages.PngOf(PhotoService.MostBytes))).Photo);
        Refused(RefusalCode.ImageTooLarge, await SetAsync(action.Id, SampleImages.PngOf(PhotoService.MostBytes + 1)));
        Assert.Equal(PhotoService.MostBytes, (await ReadAsync(World.Admin, action.Id)).Length);
    }

    [Fact]
    public async Task No_more_than_the_limit_is_read_of_a_file_without_end()
    {
        var action = await DraftAsync();
        var endless = new EndlessStream();
        Refused(RefusalCode.ImageTooLarge, await World.Photos.SetAsync(World.Admin, action.Id, endless));
        Assert.InRange(endless.Given, PhotoService.MostBytes, PhotoService.MostBytes + 1);
    }

    [Fact]
    public async Task What_is_no_whole_image_is_refused_and_the_photo_there_is_stays()
    {
        var action = await DraftAsync();
        Done(await SetAsync(action.Id, SampleImages.Gif));
        ReadOnlyMemory<byte>[] bad =
        [
            ReadOnlyMemory<byte>.Empty, SampleImages.Jpeg[..300], SampleImages.Png[..^1], "GIF89a<html><script>alert(1)</script>"u8.ToArray(),
            "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), Encoding.UTF8.GetBytes("<!DOCTYPE html>"),
        ];
        foreach (var bytes in bad)
        {
            Refused(RefusalCode.InvalidInput, await SetAsync(action.Id, bytes));
        }

        Assert.Equal(SampleImages.Gif, await ReadAsync(World.Admin, action.Id));
    }

    [Fact]
    public async Task What_follows_an_image_is_not_kept()
    {
        var action = await DraftAsync();
        Done(await SetAsync(action.Id, (byte[])[.. SampleImages.Png.Span, .. "<script>alert(1)</script>"u8]));
        Assert.Equal(SampleImages.Png, await ReadAsync(World.Admin, action.Id));
    }

    [Fact]
    public async Task A_replaced_photo_and_a_removed_one_are_deleted_after_they_were_let_go_of()
    {
        var action = await DraftAsync();
        var first = Done(await SetAsync(action.Id, SampleImages.Png)).Photo!;
        var second = Done(await SetAsync(action.Id, SampleImages.Gif)).Photo!;
        Assert.NotEqual(first.Hash, second.Hash);
        Assert.Equal((false, true), (await IsKeptAsync(first), await IsKeptAsync(second)));

        Assert.Null(Done(await World.Photos.RemoveAsync(World.Admin, action.Id)).Photo);
        Assert.False(await IsKeptAsync(second));
        Refused(RefusalCode.NotFound, await World.Photos.OpenAsync(World.Admin, action.Id));
        Done(await World.Photos.RemoveAsync(World.Admin, action.Id));
    }

    [Fact]
    public async Task Of_photos_set_at_once_the_last_stays_and_no_blob_is_left_over()
    {
        var action = await DraftAsync();
        var set = await AtOnceAsync(6, async i => Done(await SetAsync(action.Id, SampleImages.PngOf(100 + i))).Photo!);
        var now = Done(await World.Actions.FindAsync(World.Admin, action.Id)).Photo!;
        foreach (var photo in set)
        {
            Assert.Equal(photo.Blob == now.Blob, await IsKeptAsync(photo));
        }
    }

    [Fact]
    public async Task Setting_a_photo_is_no_conflict_for_an_admin_who_edits_the_action()
    {
        var action = await DraftAsync();
        var set = Done(await SetAsync(action.Id, SampleImages.Png));
        var edited = Done(await World.Actions.EditAsync(World.Admin, action.Id, action.Version, new() { Title = "Rent strike" }));
        Assert.Equal(set.Photo, edited.Photo);
        Assert.Equal(set.Photo, Done(await World.Actions.FindAsync(World.Admin, action.Id)).Photo);
    }

    [Fact]
    public async Task Only_an_admin_of_the_campaign_sets_a_photo_and_the_audit_trail_says_who()
    {
        var action = await DraftAsync();
        var other = await World.CreateOtherAsync();
        Refused(RefusalCode.Forbidden, await World.Photos.SetAsync(World.Ana, action.Id, new MemoryStream(SampleImages.Png.ToArray())));
        Refused(RefusalCode.Forbidden, await World.Photos.RemoveAsync(World.Ana, action.Id));
        Refused(RefusalCode.NotFound, await World.Photos.SetAsync(other.Admin, action.Id, new MemoryStream(SampleImages.Png.ToArray())));
        Refused(RefusalCode.NotFound, await World.Photos.RemoveAsync(other.Admin, action.Id));
        Done(await SetAsync(action.Id, SampleImages.Png));
        Refused(RefusalCode.NotFound, await World.Photos.OpenAsync(other.Admin, action.Id));
        Done(await World.Photos.RemoveAsync(World.Admin, action.Id));

        var audit = (await World.Get<ICampaignStore>().ListAuditAsync(World.Admin.Campaign, 100, default))
            .Where(entry => entry.What.StartsWith("action.photo", StringComparison.Ordinal)).Reverse().ToList();
        Assert.Equal(["action.photo_set", "action.photo_removed"], audit.Select(entry => entry.What));
        Assert.All(audit, entry => Assert.Equal((World.Admin.User, action.Id.ToString()), (entry.User!.Value, entry.Subject)));
    }

    private static ReadOnlyMemory<byte> BytesOf(ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => SampleImages.Jpeg,
        ImageFormat.Png => SampleImages.Png,
        _ => SampleImages.Gif,
    };

    private async Task<TextingAction> DraftAsync() => Done(await World.Actions.CreateAsync(World.Admin, new()
    {
        Title = "Rent day",
        List = await World.AddListAsync(1),
        InitialScripts = [new("Hello", "Hi {{first_name}}, rent day is near. Reply STOP to opt out.")],
    }));

    private Task<Outcome<TextingAction>> SetAsync(ActionId action, ReadOnlyMemory<byte> bytes) =>
        World.Photos.SetAsync(World.Admin, action, new MemoryStream(bytes.ToArray()));

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Actor actor, ActionId action)
    {
        await using var file = Done(await World.Photos.OpenAsync(actor, action));
        using var copy = new MemoryStream();
        await file.Content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private async Task<bool> IsKeptAsync(ActionPhoto photo)
    {
        await using var blob = await World.Get<IBlobStore>().OpenAsync(World.Admin.Campaign, photo.Blob, default);
        return blob is not null;
    }

    private sealed class EndlessStream : MemoryStream
    {
        public int Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
