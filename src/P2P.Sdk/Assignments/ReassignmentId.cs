namespace P2P.Sdk.Assignments;

/// <summary>One reassignment or release of many contacts.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct ReassignmentId(Guid Value)
{
    public static ReassignmentId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
