using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Notifications.Push;

namespace P2P.GraphQL.Notifications;

[Description("Whether the viewer is told on this browser from now on.")]
public sealed class SubscribeToPushPayload(Outcome<PushSubscription> outcome) : Payload(outcome.Refusals)
{
    [Description("Whether they are.")]
    public bool Subscribed => !outcome.IsRefused;
}
