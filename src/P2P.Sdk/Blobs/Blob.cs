namespace P2P.Sdk.Blobs;

/// <summary>A stored file that was opened to be read. Disposing it closes it.</summary>
/// <param name="Content">At its beginning; seekable.</param>
/// <param name="ContentType">As it was put, such as <c>image/png</c>.</param>
public sealed record Blob(Stream Content, string ContentType) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
