using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;
using Xunit;

namespace P2P.Sdk.Testing;

/// <summary>What <see cref="IBlobStore"/> promises.</summary>
public abstract class BlobStoreContract
{
    private static readonly CampaignId s_campaign = CampaignId.New();

    /// <summary>The store under test; it may hold other campaigns' blobs.</summary>
    protected abstract IBlobStore Store { get; }

    [Theory]
    [InlineData("image/png")]
    [InlineData("application/vnd.ms-excel.sheet+xml")]
    public async Task A_blob_is_read_as_it_was_put(string contentType)
    {
        var (id, bytes) = (BlobId.New(), Random.Shared.GetItems<byte>([0, 1, 255], 100_000));
        await Store.PutAsync(s_campaign, id, contentType, new MemoryStream(bytes), default);
        for (var i = 0; i < 2; i++)
        {
            await using var blob = (await Store.OpenAsync(s_campaign, id, default))!;
            Assert.Equal((contentType, (long)bytes.Length, 0L), (blob.ContentType, blob.Content.Length, blob.Content.Position));
            Assert.Equal(bytes, await ReadAsync(blob));
        }
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_and_may_be_deleted_again_and_others_stay()
    {
        var (gone, stays) = (await PutAsync(), await PutAsync());
        await Store.DeleteAsync(s_campaign, gone, default);
        await Store.DeleteAsync(s_campaign, gone, default);
        Assert.Null(await Store.OpenAsync(s_campaign, gone, default));
        await using var blob = await Store.OpenAsync(s_campaign, stays, default);
        Assert.NotNull(blob);
    }

    [Fact]
    public async Task What_was_opened_is_read_to_its_end_though_it_is_deleted_meanwhile()
    {
        var id = await PutAsync();
        await using var blob = (await Store.OpenAsync(s_campaign, id, default))!;
        await Store.DeleteAsync(s_campaign, id, default);
        Assert.Equal([1, 2, 3], await ReadAsync(blob));
        Assert.Null(await Store.OpenAsync(s_campaign, id, default));
    }

    [Fact]
    public async Task Another_campaigns_blobs_are_not_there()
    {
        var (id, other) = (await PutAsync(), CampaignId.New());
        Assert.Null(await Store.OpenAsync(other, id, default));
        await Store.DeleteAsync(other, id, default);
        await using var blob = await Store.OpenAsync(s_campaign, id, default);
        Assert.NotNull(blob);
    }

    [Fact]
    public async Task A_blob_that_breaks_off_is_not_there()
    {
        var id = BlobId.New();
        await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(s_campaign, id, "image/png", new BreakingStream(), default));
        Assert.Null(await Store.OpenAsync(s_campaign, id, default));
    }

    [Fact]
    public async Task A_blob_never_changes()
    {
        var id = await PutAsync();
        await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(s_campaign, id, "image/gif", new MemoryStream([9]), default));
        await using var blob = (await Store.OpenAsync(s_campaign, id, default))!;
        Assert.Equal([1, 2, 3], await ReadAsync(blob));
    }

    [Theory]
    [InlineData("")]
    [InlineData("png")]
    [InlineData("image/")]
    [InlineData("/png")]
    [InlineData("image/png; charset=utf-8")]
    [InlineData("image/../../png")]
    [InlineData("../image/png")]
    [InlineData("Image/PNG")]
    public async Task What_is_no_content_type_is_a_bug_of_the_caller(string contentType) =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => Store.PutAsync(s_campaign, BlobId.New(), contentType, new MemoryStream([1]), default));

    private async Task<BlobId> PutAsync()
    {
        var id = BlobId.New();
        await Store.PutAsync(s_campaign, id, "image/png", new MemoryStream([1, 2, 3]), default);
        return id;
    }

    private static async Task<byte[]> ReadAsync(Blob blob)
    {
        using var copy = new MemoryStream();
        await blob.Content.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>Gives some bytes, and then no more.</summary>
    private sealed class BreakingStream : MemoryStream
    {
        private bool _began;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_began)
            {
                throw new IOException("The line broke.");
            }

            _began = true;
            buffer.Span[..10].Fill(1);
            return ValueTask.FromResult(10);
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[10];
            while (await ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
