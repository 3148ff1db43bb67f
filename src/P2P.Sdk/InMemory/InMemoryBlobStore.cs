using System.Collections.Concurrent;
using P2P.Sdk.Blobs;
using P2P.Sdk.Campaigns;

namespace P2P.Sdk.InMemory;

internal sealed class InMemoryBlobStore : IBlobStore
{
    private readonly ConcurrentDictionary<(CampaignId Campaign, BlobId Id), (byte[] Content, string ContentType)> _blobs = [];

    public async Task<long> PutAsync(
        CampaignId campaign, BlobId id, string contentType, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        MediaType.Check(contentType);
        cancellationToken.ThrowIfCancellationRequested();
        using var copy = new MemoryStream();
        await write(copy);
        if (!_blobs.TryAdd((campaign, id), (copy.ToArray(), contentType)))
        {
            throw new IOException("There is such a blob already.");
        }

        return copy.Length;
    }

    public Task<Blob?> OpenAsync(CampaignId campaign, BlobId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_blobs.TryGetValue((campaign, id), out var blob)
            ? new Blob(new MemoryStream(blob.Content, writable: false), blob.ContentType)
            : null);
    }

    public Task DeleteAsync(CampaignId campaign, BlobId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _blobs.TryRemove((campaign, id), out _);
        return Task.CompletedTask;
    }
}
