namespace P2P.Sdk.Districts;

/// <summary>A set of ZIP codes.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct DistrictId(Guid Value)
{
    public static DistrictId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
