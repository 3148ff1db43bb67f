using System.ComponentModel;

namespace P2P.GraphQL.Notifications;

[Description("A browser.")]
public sealed class UnsubscribeFromPushInput
{
    [Description("As it was given to subscribeToPush.")]
    public required string Endpoint { get; init; }
}
