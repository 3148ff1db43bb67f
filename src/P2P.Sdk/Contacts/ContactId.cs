namespace P2P.Sdk.Contacts;

/// <summary>One phone number in one campaign.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct ContactId(Guid Value)
{
    public static ContactId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
