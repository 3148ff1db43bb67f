namespace P2P.Sdk.Assignments;

/// <summary>The contacts that one claim gave to a user.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct BucketId(Guid Value)
{
    public static BucketId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
