namespace P2P.Sdk.Notifications;

/// <summary>A notification to users.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct NotificationId(Guid Value)
{
    public static NotificationId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
