namespace P2P.Sdk.Contacts.Import;

/// <summary>One file taken into a list.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct ContactImportId(Guid Value)
{
    public static ContactImportId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
