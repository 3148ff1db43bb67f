namespace P2P.Sdk.Actions.Photos;

/// <summary>A photo that was opened to be read. Disposing it closes it.</summary>
public sealed record PhotoFile(ActionPhoto Photo, Stream Content) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
