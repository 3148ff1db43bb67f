namespace P2P.Sdk.Links;

/// <summary>A custom link of a campaign.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct CustomLinkId(Guid Value)
{
    public static CustomLinkId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
