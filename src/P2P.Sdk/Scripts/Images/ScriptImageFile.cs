namespace P2P.Sdk.Scripts.Images;

/// <summary>An image that was opened to be read. Disposing it closes it.</summary>
public sealed record ScriptImageFile(ScriptImage Image, Stream Content) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
