using P2P.Sdk.Campaigns;

namespace P2P.Sdk.Blobs;

/// <summary>Blobs as files: a sub-folder a campaign, in it <c>ID.image.png</c>.</summary>
/// <remarks>Names are made of ids and checked content types alone, so none leaves the folder. A file is written under another
/// name, flushed to the disk, and then renamed, which either happens or does not.</remarks>
public sealed class BlobFolder : IBlobStore
{
    /// <param name="path">Made with the first blob, if it is not there.</param>
    public BlobFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Root = Path.GetFullPath(path);
    }

    /// <summary>The full path.</summary>
    public string Root { get; }

    public async Task<long> PutAsync(
        CampaignId campaign, BlobId id, string contentType, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        cancellationToken.ThrowIfCancellationRequested();
        MediaType.Check(contentType);
        var folder = Directory.CreateDirectory(FolderOf(campaign)).FullName;
        var unfinished = Path.Combine(folder, $"~{id}");
        var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, 65_536, useAsync: true);
        try
        {
            long size;
            await using (file)
            {
                await write(file);
                file.Flush(flushToDisk: true);
                size = file.Length;
            }

            if (Find(campaign, id) is not null)
            {
                throw new IOException("There is such a blob already.");
            }

            File.Move(unfinished, Path.Combine(folder, $"{id}.{contentType.Replace('/', '.')}"));
            return size;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    public Task<Blob?> OpenAsync(CampaignId campaign, BlobId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult(Find(campaign, id) is { } path ? new Blob(Open(path), ContentTypeOf(path)) : null);
        }
        catch (FileNotFoundException)
        {
            return Task.FromResult<Blob?>(null); // It was deleted just now.
        }
    }

    public Task DeleteAsync(CampaignId campaign, BlobId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Find(campaign, id) is { } path)
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    // Delete is shared, so that what is being read can be deleted on Windows as it can elsewhere.
    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 65_536, useAsync: true);

    private static string ContentTypeOf(string path)
    {
        var name = Path.GetFileName(path).Split('.', 3);
        return $"{name[1]}/{name[2]}";
    }

    private string FolderOf(CampaignId campaign) => Path.Combine(Root, campaign.ToString());

    private string? Find(CampaignId campaign, BlobId id)
    {
        var folder = new DirectoryInfo(FolderOf(campaign));
        return folder.Exists ? folder.EnumerateFiles($"{id}.*").FirstOrDefault()?.FullName : null;
    }
}
