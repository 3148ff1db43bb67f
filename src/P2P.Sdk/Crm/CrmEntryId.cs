namespace P2P.Sdk.Crm;

/// <summary>One thing that the campaign's CRM is to be told.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct CrmEntryId(Guid Value)
{
    public static CrmEntryId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
