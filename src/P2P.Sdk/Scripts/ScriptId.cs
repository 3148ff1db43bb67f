namespace P2P.Sdk.Scripts;

/// <summary>A script of a texting action; an edit of a sent script makes another.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct ScriptId(Guid Value)
{
    public static ScriptId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
