using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Blobs;

/// <summary>Files that are too large for a row, by campaign and id. All methods are safe for concurrent use.</summary>
/// <remarks>
/// A row refers to a blob by its id, so a blob is put before the row is committed and deleted after the commit that took the
/// last reference away: a crash in between leaves a blob that nothing refers to, never a reference to nothing.
/// </remarks>
public interface IBlobStore
{
    /// <summary>Stores a file, whole or not at all: where writing it throws, there is none.</summary>
    /// <param name="id">New: a blob never changes.</param>
    /// <param name="contentType">A media type without parameters, such as <c>image/png</c>.</param>
    /// <param name="write">Writes the content to a stream that is neither to be read nor closed.</param>
    /// <returns>Its size in bytes.</returns>
    /// <exception cref="ArgumentException">The content type is not of that form.</exception>
    /// <exception cref="IOException">There is such a blob already, or it could not be written.</exception>
    Task<long> PutAsync(
        CampaignId campaign, BlobId id, string contentType, Func<Stream, Task> write, CancellationToken cancellationToken);

    /// <returns><see langword="null"/> if the campaign has no such blob. What was opened can be read to its end also when it
    /// is deleted meanwhile.</returns>
    Task<Blob?> OpenAsync(CampaignId campaign, BlobId id, CancellationToken cancellationToken);

    /// <summary>Deletes a blob, if the campaign has it.</summary>
    Task DeleteAsync(CampaignId campaign, BlobId id, CancellationToken cancellationToken);
}

public static class BlobStoreExtensions
{
    /// <summary>Stores what a stream has from here to its end.</summary>
    /// <inheritdoc cref="IBlobStore.PutAsync"/>
    public static Task<long> PutAsync(
        this IBlobStore store, CampaignId campaign, BlobId id, string contentType, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(content);
        return store.PutAsync(campaign, id, contentType, file => content.CopyToAsync(file, cancellationToken), cancellationToken);
    }
}
