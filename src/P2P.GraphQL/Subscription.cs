using System.ComponentModel;
using System.Runtime.CompilerServices;
using GraphQL;
using P2P.GraphQL.Assignments;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Contacts.Import;
using P2P.GraphQL.Conversations;
using P2P.GraphQL.Crm;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Notifications;
using P2P.GraphQL.Results;
using P2P.GraphQL.Results.Exports;
using P2P.GraphQL.Scripts;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Crm;
using P2P.Sdk.Notifications;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Scripts;

namespace P2P.GraphQL;

[Description("What is told as it happens. What the viewer may not see ends at once.")]
public sealed class Subscription
{
    [Description("The present counts at once, then after every change, at most four times a second; the last state is never missed.")]
    public static async IAsyncEnumerable<ActionCountsView> ActionCounts(
        [FromServices] ResultService results,
        IResolveFieldContext context,
        Actor actor,
        [Id, Description("The action.")] string actionId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watched = NodeId.Action(actionId);
        if (!ActionCountsView.NeedsOverview(context))
        {
            await foreach (var counts in results.WatchAsync(actor, watched, cancellationToken))
            {
                yield return new ActionCountsView(watched, counts);
            }

            yield break;
        }

        await foreach (var (action, overview) in results.WatchOverviewsAsync(actor, [watched], cancellationToken))
        {
            yield return new ActionCountsView(action, overview);
        }
    }

    [Description("The same of many actions: each at once, then after each of its changes.")]
    public static async IAsyncEnumerable<ActionCountsView> ActionsCounts(
        [FromServices] ResultService results,
        Actor actor,
        [Id, Description("The actions; at most the first 50 are watched.")] IReadOnlyList<string> actionIds,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<ActionId> ids = [.. actionIds.Select(NodeId.Action)];
        await foreach (var (action, overview) in results.WatchOverviewsAsync(actor, ids, cancellationToken))
        {
            yield return new ActionCountsView(action, overview);
        }
    }

    [Description("A message was added to this conversation, or one of its messages changed state.")]
    public static async IAsyncEnumerable<ConversationNode> ConversationChanged(
        [FromServices] ConversationFeed feed,
        Actor actor,
        [Id, Description("With whom.")] string contactId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var contact in feed.WatchAsync(actor, NodeId.Contact(contactId), cancellationToken))
        {
            yield return new ConversationNode(contact);
        }
    }

    [Description("Something the viewer has to see changed in their inbox.")]
    public static async IAsyncEnumerable<InboxChangeView> InboxChanged(
        [FromServices] ConversationFeed feed, Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in feed.WatchInboxAsync(actor, cancellationToken))
        {
            yield return new InboxChangeView(change);
        }
    }

    [RequireAdmin]
    [Description("The import at once, then after every change, until it is done or has failed. Admins only.")]
    public static async IAsyncEnumerable<ImportNode> ImportProgress(
        [FromServices] ImportFeed feed,
        Actor actor,
        [Id, Description("The import.")] string importId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var import in feed.WatchAsync(actor, NodeId.Import(importId), cancellationToken))
        {
            yield return new ImportNode(import);
        }
    }

    [RequireAdmin]
    [Description("The export at once, then after every change, until it is done or has failed. Admins only.")]
    public static async IAsyncEnumerable<ExportNode> ExportProgress(
        [FromServices] ExportFeed feed,
        Actor actor,
        [Id, Description("The export.")] string exportId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var export in feed.WatchAsync(actor, NodeId.Export(exportId), cancellationToken))
        {
            yield return new ExportNode(export);
        }
    }

    [RequireAdmin]
    [Description("What an action would send to its whole list, as it is worked out over the real contacts; the last one is done. Ends at once where the action has no list or no initial script. Admins only.")]
    public static async IAsyncEnumerable<ListEstimateView> ListEstimate(
        [FromServices] EstimateService estimates,
        Actor actor,
        [Id, Description("The action, a draft or published.")] string actionId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var progress in estimates.EstimateAsync(actor, NodeId.Action(actionId), cancellationToken))
        {
            yield return new ListEstimateView(progress);
        }
    }

    [RequireAdmin]
    [Description("The reassignment at once, then after every change, until it is done or has failed. Admins only.")]
    public static async IAsyncEnumerable<ReassignmentNode> ReassignmentProgress(
        [FromServices] ReassignmentFeed feed,
        Actor actor,
        [Id, Description("The reassignment.")] string reassignmentId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var reassignment in feed.WatchAsync(actor, NodeId.Reassignment(reassignmentId), cancellationToken))
        {
            yield return new ReassignmentNode(reassignment);
        }
    }

    [RequireAdmin]
    [Description("The CRM at once, then whenever what waits, was sent or failed changes. Admins only.")]
    public static async IAsyncEnumerable<CrmView> CrmChanged(
        [FromServices] CrmService crm, Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var overview in crm.WatchAsync(actor, cancellationToken))
        {
            yield return new CrmView(overview);
        }
    }

    [RequireAdmin]
    [Description("The notification at once, then after every change, until all were told. Admins only.")]
    public static async IAsyncEnumerable<NotificationNode> NotificationProgress(
        [FromServices] NotificationFeed feed,
        Actor actor,
        [Id, Description("The notification.")] string notificationId,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var notification in feed.WatchAsync(actor, NodeId.Notification(notificationId), cancellationToken))
        {
            yield return new NotificationNode(notification);
        }
    }

    [Description("The viewer's own direct messages: how many are unread and which is the latest, at once and after every change.")]
    public static async IAsyncEnumerable<DirectMessageStateView> DirectMessagesChanged(
        [FromServices] NotificationFeed feed, Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var state in feed.WatchOwnAsync(actor, cancellationToken))
        {
            yield return new DirectMessageStateView(state);
        }
    }
}
