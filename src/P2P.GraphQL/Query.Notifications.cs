using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Notifications;
using P2P.GraphQL.Paging;
using P2P.Sdk;
using P2P.Sdk.Notifications;
using P2P.Sdk.Notifications.Push;

namespace P2P.GraphQL;

public sealed partial class Query
{
    [RequireAdmin]
    [Description("What users were told, latest first. Admins only.")]
    public static async Task<Connection<NotificationNode>> Notifications(
        [FromServices] NotificationService notifications,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await notifications.PageAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(notification => new NotificationNode(notification)));
    }

    [Description("The viewer's own direct messages, latest first.")]
    public static async Task<Connection<DirectMessageView>> DirectMessages(
        [FromServices] NotificationService notifications,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await notifications.PageOwnAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.Select(message => new DirectMessageView(message)));
    }

    [Description("What browsers subscribe with (applicationServerKey), in base64url; null: nobody is told by push here.")]
    public static string? PushPublicKey([FromServices] PushSubscriptionService browsers) => browsers.PublicKey;

    [Description("How many of the viewer's own direct messages are unread.")]
    public static Task<int> UnreadDirectMessages(
        [FromServices] NotificationService notifications, Actor actor, CancellationToken cancellationToken) =>
        notifications.CountUnreadAsync(actor, cancellationToken);
}
