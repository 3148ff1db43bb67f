namespace P2P.Sdk.Contacts;

/// <summary>A named set of contacts.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct ContactListId(Guid Value)
{
    public static ContactListId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
