using System.ComponentModel;

namespace P2P.GraphQL.Notifications;

[Description("A browser, as its PushSubscription says: endpoint, and keys in base64url.")]
public sealed class SubscribeToPushInput
{
    [Description("An https address on the internet of at most 1,000 characters.")]
    public required string Endpoint { get; init; }

    [Description("The browser's public key: 65 bytes in base64url.")]
    public required string P256dh { get; init; }

    [Description("The browser's secret: 16 bytes in base64url.")]
    public required string Auth { get; init; }
}
