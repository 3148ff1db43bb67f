namespace P2P.Sdk.Assignments;

/// <summary>One contact in one action.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct TargetId(Guid Value)
{
    public static TargetId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
