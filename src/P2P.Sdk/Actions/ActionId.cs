namespace P2P.Sdk.Actions;

/// <summary>A texting action.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct ActionId(Guid Value)
{
    public static ActionId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
