namespace P2P.Sdk.Scripts.Images;

/// <summary>An image that scripts carry; also the id of its blob.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct ScriptImageId(Guid Value)
{
    public static ScriptImageId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
