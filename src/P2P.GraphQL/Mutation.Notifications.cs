using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Messaging;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Notifications;
using P2P.Sdk;
using P2P.Sdk.Notifications;
using P2P.Sdk.Notifications.Push;

namespace P2P.GraphQL;

public sealed partial class Mutation
{
    [RequireAdmin]
    [Description("Tells users something, each once, in the background; notificationProgress and node say how far it is. Admins only.")]
    public static async Task<SendNotificationPayload> SendNotification(
        [FromServices] NotificationService notifications, Actor actor, [Description(Input)] SendNotificationInput input,
        CancellationToken cancellationToken) =>
        new(IdempotencyKeys.TryRead(input.IdempotencyKey, out var key)
            ? await notifications.SendAsync(actor, input.ToInput(), key, cancellationToken)
            : IdempotencyKeys.Bad);

    [Description("Tells the viewer on this browser too, and whoever used it before no more.")]
    public static async Task<SubscribeToPushPayload> SubscribeToPush(
        [FromServices] PushSubscriptionService browsers, Actor actor, [Description(Input)] SubscribeToPushInput input,
        CancellationToken cancellationToken) =>
        new(await browsers.SubscribeAsync(actor, input.Endpoint, input.P256dh, input.Auth, cancellationToken));

    [Description("Tells the viewer on this browser no more.")]
    public static async Task<UnsubscribeFromPushPayload> UnsubscribeFromPush(
        [FromServices] PushSubscriptionService browsers, Actor actor, [Description(Input)] UnsubscribeFromPushInput input,
        CancellationToken cancellationToken) =>
        new(await browsers.UnsubscribeAsync(actor, input.Endpoint, cancellationToken));

    [Description("Marks one of the viewer's own direct messages as read.")]
    public static async Task<MarkDirectMessageReadPayload> MarkDirectMessageRead(
        [FromServices] NotificationService notifications, Actor actor, [Description(Input)] MarkDirectMessageReadInput input,
        CancellationToken cancellationToken) =>
        new(await notifications.MarkReadAsync(actor, NodeId.Notification(input.Id), cancellationToken));
}
