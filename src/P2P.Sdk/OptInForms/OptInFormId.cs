namespace P2P.Sdk.OptInForms;

/// <summary>An opt-in form of a campaign.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct OptInFormId(Guid Value)
{
    public static OptInFormId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
