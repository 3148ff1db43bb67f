namespace P2P.Sdk.Actions.Folders;

/// <summary>A folder of actions.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct FolderId(Guid Value)
{
    public static FolderId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
