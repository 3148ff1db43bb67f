namespace P2P.Sdk.Messaging;

/// <summary>One text, outbound or inbound.</summary>
/// <remarks>A UUIDv7. The default value is nothing's id.</remarks>
public readonly record struct MessageId(Guid Value)
{
    public static MessageId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString("N");
}
