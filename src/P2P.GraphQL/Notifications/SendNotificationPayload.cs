using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Notifications;

namespace P2P.GraphQL.Notifications;

[Description("The notification, which says how far it is.")]
public sealed class SendNotificationPayload(Outcome<Notification> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was sent.")]
    public NotificationNode? Notification => outcome.Value is { } notification ? new(notification) : null;
}
