namespace P2P.Sdk.Actions.Links;

/// <summary>A link by which people join an action.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct ActionLinkId(Guid Value)
{
    public static ActionLinkId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
