namespace P2P.Sdk.OptInForms;

/// <summary>That somebody filled in an opt-in form.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct OptInId(Guid Value)
{
    public static OptInId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
