using P2P.GraphQL.Actions;
using P2P.GraphQL.Actions.Folders;
using P2P.GraphQL.Assignments;
using P2P.GraphQL.Campaigns;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Contacts.Import;
using P2P.GraphQL.Conversations;
using P2P.GraphQL.Districts;
using P2P.GraphQL.Links;
using P2P.GraphQL.Messaging;
using P2P.GraphQL.Notifications;
using P2P.GraphQL.OptInForms;
using P2P.GraphQL.Results.Exports;
using P2P.GraphQL.Scripts;
using P2P.GraphQL.Users;
using P2P.GraphQL.Users.Lists;
using P2P.GraphQL.Users.Teams;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Assignments;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Conversations;
using P2P.Sdk.Results.Exports;
using P2P.Sdk.Districts;
using P2P.Sdk.Links;
using P2P.Sdk.Notifications;
using P2P.Sdk.OptInForms;
using P2P.Sdk.Users.Lists;
using P2P.Sdk.Users.Teams;

namespace P2P.GraphQL.Nodes;

/// <summary>Finds what an id names, as the service that owns it lets the actor see it.</summary>
public sealed class NodeFinder(
    ActionService actions,
    CampaignService campaigns,
    ClaimService claims,
    ContactImporter importer,
    ContactService contacts,
    ConversationService conversations,
    DistrictService districts,
    ExportService exports,
    FolderService folders,
    LinkService links,
    Reassigner reassigner,
    OptInFormService forms,
    NotificationService notifications,
    TeamService teams,
    UserListService userLists)
{
    internal async Task<INode?> FindAsync(Actor actor, string id, CancellationToken cancellationToken) => NodeId.KindOf(id) switch
    {
        NodeId.ActionKind =>
            (await actions.FindAsync(actor, NodeId.Action(id), cancellationToken)).Value is { } action ? new ActionNode(action) : null,
        NodeId.CampaignKind => NodeId.Campaign(id) == actor.Campaign
            && (await campaigns.FindAsync(actor, cancellationToken)).Value is { } campaign ? new CampaignNode(campaign) : null,
        NodeId.ContactKind =>
            (await conversations.FindAsync(actor, NodeId.Contact(id), cancellationToken)).Value is { } contact ? new ContactNode(contact) : null,
        NodeId.ConversationKind =>
            (await conversations.FindAsync(actor, NodeId.Conversation(id), cancellationToken)).Value is { } contact
                ? new ConversationNode(contact) : null,
        NodeId.ExportKind =>
            (await exports.FindAsync(actor, NodeId.Export(id), cancellationToken)).Value is { } export ? new ExportNode(export) : null,
        NodeId.CustomLinkKind =>
            await links.FindAsync(actor, [NodeId.CustomLink(id)], cancellationToken) is [var link] ? new CustomLinkNode(link) : null,
        NodeId.FormKind =>
            await forms.FindAsync(actor, [NodeId.OptInForm(id)], cancellationToken) is [var form] ? new OptInFormNode(form) : null,
        NodeId.NotificationKind =>
            (await notifications.FindAsync(actor, NodeId.Notification(id), cancellationToken)).Value is { } notification
                ? new NotificationNode(notification) : null,
        NodeId.DistrictKind =>
            await districts.FindAsync(actor, [NodeId.District(id)], cancellationToken) is [var district] ? new DistrictNode(district) : null,
        NodeId.FolderKind =>
            (await folders.ListAsync(actor, cancellationToken)).Value?.FirstOrDefault(folder => folder.Id == NodeId.Folder(id))
                is { } folder ? new FolderNode(folder) : null,
        NodeId.ImportKind =>
            (await importer.FindAsync(actor, NodeId.Import(id), cancellationToken)).Value is { } import ? new ImportNode(import) : null,
        NodeId.ListKind =>
            await contacts.FindListsAsync(actor, [NodeId.List(id)], cancellationToken) is [var list] ? new ListNode(list) : null,
        NodeId.MessageKind =>
            (await conversations.FindMessageAsync(actor, NodeId.Message(id), cancellationToken)).Value is { } message
                ? new MessageNode(message) : null,
        NodeId.ReassignmentKind =>
            (await reassigner.FindAsync(actor, NodeId.Reassignment(id), cancellationToken)).Value is { } found
                ? new ReassignmentNode(found) : null,
        NodeId.ScriptKind => await FindScriptAsync(actor, id, cancellationToken),
        NodeId.TargetKind =>
            (await claims.FindAsync(actor, NodeId.Target(id), cancellationToken)).Value is { } target ? new TargetNode(target) : null,
        NodeId.TeamKind =>
            await teams.FindAsync(actor, [NodeId.Team(id)], cancellationToken) is [var team] ? new TeamNode(team) : null,
        NodeId.UserListKind =>
            await userLists.FindAsync(actor, [NodeId.UserList(id)], cancellationToken) is [var users] ? new UserListNode(users) : null,
        NodeId.UserKind =>
            await campaigns.FindUsersAsync(actor, [NodeId.User(id)], cancellationToken) is [var user] ? new UserNode(user) : null,
        _ => null,
    };

    private async Task<INode?> FindScriptAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        var (action, script) = NodeId.Script(id);
        var found = await actions.FindAsync(actor, action, cancellationToken);
        return found.Value?.FindScript(script) is { } one ? new ScriptNode(action, one) : null;
    }
}
