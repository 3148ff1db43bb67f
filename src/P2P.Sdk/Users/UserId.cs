namespace P2P.Sdk.Users;

/// <summary>Someone who signs in to one campaign.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct UserId(Guid Value)
{
    public static UserId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
