namespace P2P.Sdk.Users;

/// <summary>A group of users who joined by its code.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct TeamId(Guid Value)
{
    public static TeamId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
