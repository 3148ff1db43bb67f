namespace P2P.Sdk.Results.Exports;

/// <summary>One file that is made of a campaign's rows.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct ExportId(Guid Value)
{
    public static ExportId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
