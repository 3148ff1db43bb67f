namespace P2P.Sdk.Contacts;

/// <summary>A custom field of a campaign's contacts.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct CustomFieldId(Guid Value)
{
    public static CustomFieldId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
