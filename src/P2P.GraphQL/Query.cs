using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Actions;
using P2P.GraphQL.Actions.Folders;
using P2P.GraphQL.Assignments;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Campaigns;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Conversations;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Messaging;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Paging;
using P2P.GraphQL.Results.Exports;
using P2P.GraphQL.Scripts;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Scripts;

namespace P2P.GraphQL;

[Description("What can be read.")]
public sealed partial class Query
{
    [Description("Any object by its id; null if the viewer's campaign has no such object, or not for the viewer to see.")]
    public static Task<INode?> Node(
        [FromServices] NodeFinder nodes, Actor actor, [Id, Description("Of any type.")] string id, CancellationToken cancellationToken) =>
        nodes.FindAsync(actor, id, cancellationToken);

    [Description("Who is asking: the user, their role, and the campaign the token is for.")]
    public static async Task<Viewer> Viewer(
        [FromServices] CampaignService campaigns, Actor actor, CancellationToken cancellationToken) =>
        new((await campaigns.FindViewerAsync(actor, cancellationToken)).OrError());

    [Description("The campaign that the token is for.")]
    public static async Task<CampaignNode> Campaign(
        [FromServices] CampaignService campaigns, Actor actor, CancellationToken cancellationToken) =>
        new((await campaigns.FindAsync(actor, cancellationToken)).OrError());

    [Description("One action that the viewer may see.")]
    public static async Task<ActionNode?> Action(
        [FromServices] ActionService actions, Actor actor, [Id, Description("The action.")] string id, CancellationToken cancellationToken) =>
        (await actions.FindAsync(actor, NodeId.Action(id), cancellationToken)).Value is { } action ? new(action) : null;

    [Description("The actions that the viewer may see, latest first.")]
    public static async Task<Connection<ActionNode>> Actions(
        [FromServices] ActionService actions,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        [Description("Which actions; null: all.")] ActionFilterInput? where,
        CancellationToken cancellationToken)
    {
        var page = await actions.PageAsync(
            actor, where?.ToFilter() ?? new(), PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.Select(action => new ActionNode(action)));
    }

    [RequireAdmin]
    [Description("The folders of actions in the order of their names, at most 500. Admins only.")]
    public static async Task<IReadOnlyList<FolderNode>> Folders(
        [FromServices] FolderService folders, Actor actor, CancellationToken cancellationToken) =>
        [.. (await folders.ListAsync(actor, cancellationToken)).OrError().Select(folder => new FolderNode(folder))];

    [RequireAdmin]
    [Description("The campaign's contacts, by the time they were made. Admins only.")]
    public static async Task<ContactConnection> Contacts(
        [FromServices] ContactService contacts,
        Actor actor,
        IResolveFieldContext context,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        [Description("Which contacts; null: all.")] ContactFilterInput? where,
        CancellationToken cancellationToken)
    {
        var counts = TotalCount.IsSelected(context);
        var page = await contacts.PageAsync(
            actor, where?.ToFilter() ?? new(), PageArguments.Read(first, after, last, before), counts, cancellationToken);
        return new(page.OrError());
    }

    [RequireAdmin]
    [Description("The campaign's contact lists, latest first. Admins only.")]
    public static async Task<Connection<ListNode>> ContactLists(
        [FromServices] ContactService contacts,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await contacts.PageListsAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(list => new ListNode(list)));
    }

    [Description("The conversation with a contact that the viewer holds or is to text; an admin's: any.")]
    public static async Task<ConversationNode?> Conversation(
        [FromServices] ConversationService conversations,
        Actor actor,
        [Id, Description("With whom.")] string contactId,
        CancellationToken cancellationToken) =>
        (await conversations.FindAsync(actor, NodeId.Contact(contactId), cancellationToken)).Value is { } contact ? new(contact) : null;

    [RequireAdmin]
    [Description("The files of the campaign's rows that were asked for, latest first. Admins only.")]
    public static async Task<Connection<ExportNode>> Exports(
        [FromServices] ExportService exports,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await exports.PageAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(export => new ExportNode(export)));
    }

    [RequireAdmin]
    [Description("Reassignments and releases that run or ran in the background, latest first. Admins only.")]
    public static async Task<Connection<ReassignmentNode>> Reassignments(
        [FromServices] Reassigner reassigner,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await reassigner.PageAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(reassignment => new ReassignmentNode(reassignment)));
    }

    [Description("The conversations that the viewer holds (an admin's: also those that nobody holds), longest waiting first.")]
    public static async Task<Connection<ConversationNode>> Inbox(
        [FromServices] ConversationService conversations,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken,
        [Description("Which of them.")] InboxFilter filter = InboxFilter.All)
    {
        var page = await conversations.InboxAsync(
            actor, filter, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.Select(contact => new ConversationNode(contact)));
    }

    [Description("How many conversations of the viewer's inbox wait for something.")]
    public static async Task<InboxCounts> InboxCounts(
        [FromServices] ConversationService conversations, Actor actor, CancellationToken cancellationToken) =>
        new(await conversations.CountInboxAsync(actor, cancellationToken));

    [RequireAdmin]
    [Description("Messages of which nobody can tell whether the carrier has them, oldest first: an admin finds out. Admins only.")]
    public static async Task<Connection<MessageNode>> UndecidedMessages(
        [FromServices] UndecidedTextService undecided,
        Actor actor,
        [Description(PageArguments.First)] int? first,
        [Description(PageArguments.After)] string? after,
        [Description(PageArguments.Last)] int? last,
        [Description(PageArguments.Before)] string? before,
        CancellationToken cancellationToken)
    {
        var page = await undecided.PageAsync(actor, PageArguments.Read(first, after, last, before), cancellationToken);
        return new(page.OrError().Select(message => new MessageNode(message)));
    }

    [Description("A script as one contact would get it.")]
    public static async Task<ScriptPreviewView> PreviewScript(
        [FromServices] ScriptService scripts,
        Actor actor,
        [Description("What to show.")] PreviewScriptInput input,
        CancellationToken cancellationToken) =>
        new(await scripts.PreviewAsync(
            actor,
            input.Text,
            input.ContactId is { } contact ? NodeId.Contact(contact) : null,
            input.UserId is { } user ? NodeId.User(user) : null,
            input.SmartEncoding, input.HasImage,
            cancellationToken));
}
