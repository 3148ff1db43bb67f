namespace P2P.Sdk.Users;

/// <summary>An invitation to join a campaign.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct InvitationId(Guid Value)
{
    public static InvitationId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
