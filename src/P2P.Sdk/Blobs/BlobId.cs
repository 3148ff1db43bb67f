namespace P2P.Sdk.Blobs;

/// <summary>One stored file, such as a photo. A changed file is another blob with another id.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct BlobId(Guid Value)
{
    public static BlobId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
