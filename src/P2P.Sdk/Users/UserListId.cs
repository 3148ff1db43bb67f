namespace P2P.Sdk.Users;

/// <summary>A group of users picked by an admin.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct UserListId(Guid Value)
{
    public static UserListId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
