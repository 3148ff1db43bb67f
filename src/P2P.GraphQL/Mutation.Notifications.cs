using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Notifications;
using P2P.Sdk;
using P2P.Sdk.Notifications;

namespace P2P.GraphQL;

public sealed partial class Mutation
{
    [RequireAdmin]
    [Description("Tells users something, each once, in the background; notificationProgress and node say how far it is. Admins only.")]
    public static async Task<SendNotificationPayload> SendNotification(
        [FromServices] NotificationService notifications, Actor actor, [Description(Input)] SendNotificationInput input,
        CancellationToken cancellationToken) =>
        new(await notifications.SendAsync(actor, input.ToInput(), cancellationToken));

    [Description("Marks one of the viewer's own direct messages as read.")]
    public static async Task<MarkDirectMessageReadPayload> MarkDirectMessageRead(
        [FromServices] NotificationService notifications, Actor actor, [Description(Input)] MarkDirectMessageReadInput input,
        CancellationToken cancellationToken) =>
        new(await notifications.MarkReadAsync(actor, NodeId.Notification(input.Id), cancellationToken));
}
