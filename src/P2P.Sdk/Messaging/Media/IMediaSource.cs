namespace P2P.Sdk.Messaging.Media;

/// <summary>A carrier that keeps what contacts sent with their texts, until it is fetched.</summary>
public interface IMediaSource
{
    /// <param name="address">As the carrier told it in <see cref="CarrierMedia.Address"/>; anybody's words, so nothing is fetched
    /// from anywhere but the carrier.</param>
    /// <returns>To be disposed; <see langword="null"/> if the carrier has no such file.</returns>
    /// <exception cref="Exception">It could not be fetched now: it is tried again.</exception>
    Task<MediaContent?> OpenAsync(string address, CancellationToken cancellationToken);
}

/// <summary>A file at the carrier that was opened to be read, once and forwards.</summary>
/// <param name="ContentType">As the carrier serves it; <see langword="null"/>: it says nothing.</param>
public sealed record MediaContent(Stream Content, string? ContentType) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
