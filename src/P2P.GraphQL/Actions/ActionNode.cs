using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Actions.Links;
using P2P.GraphQL.Actions.Photos;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Districts;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Reports;
using P2P.GraphQL.Results;
using P2P.GraphQL.Scripts;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Results;

namespace P2P.GraphQL.Actions;

[Name("TextingAction")]
[Implements(typeof(INode))]
[Description("One outreach: whom to text, with which scripts.")]
public sealed class ActionNode(TextingAction action) : INode
{
    [Id]
    [Description("The action's id.")]
    public string Id => NodeId.Of(action.Id);

    [Description("Changes with every save.")]
    public int Version => action.Version;

    [Description("1 to 200 characters.")]
    public string Title => action.Title;

    [Description("What volunteers read before they start; may be empty.")]
    public string Description => action.Description;

    [Description("Shown at the foot of the action's page; may be empty.")]
    public string Disclaimer => action.Disclaimer;

    [Description("The folder's name; empty: none.")]
    public IDataLoaderResult<string> Folder([FromServices] Loaders loaders, Actor actor) => action.Folder is { } id
        ? loaders.Folders.Load(actor, id, name => name ?? "")
        : new Known<string>("");

    [Description("Where the photo is, from the server's root, to GET with the same token; another one for another photo. Null: there is none. Admins POST the file to /actions/{id}/photo, or DELETE that.")]
    public string? PhotoUrl => PhotoEndpoint.UrlOf(action);

    [Description("What the start button says.")]
    public StartLabel StartLabel => action.StartLabel;

    [Description("From draft to closed.")]
    public ActionState State => action.State;

    [Description("When it was made.")]
    public Instant CreatedAt => action.CreatedAt;

    [Description("When it becomes public by itself.")]
    public Instant? PublishesAt => action.PublishesAt;

    [Description("Whether targets start with whoever holds the contact, and nobody else may text them.")]
    public bool KeepAssignments => action.KeepAssignments;

    [Description("Which contacts a user gets: FIRST_COME, OPEN_WINDOW_FIRST, EVEN_SPLIT, or another that the server has.")]
    public string AssignmentStrategy => action.Strategy;

    [RequireAdmin]
    [Description("Whom to text; may be missing in a draft.")]
    public IDataLoaderResult<ListNode?> List([FromServices] Loaders loaders, Actor actor) => action.List is { } id
        ? loaders.Lists.Load(actor, id, list => list is null ? null : new ListNode(list))
        : new Known<ListNode?>(null);

    [Description("Only users of this language see and claim it; null: whatever theirs is.")]
    public string? Language => action.Language;

    [RequireAdmin]
    [Description("Only users whose ZIP lies in one of them see and claim it; empty: whatever their ZIP. Admins only.")]
    public IEnumerable<IDataLoaderResult<DistrictNode?>> Districts([FromServices] Loaders loaders, Actor actor) =>
        action.Districts.Select(id => loaders.Districts.Load(
            actor, id, district => district is null ? null : new DistrictNode(district)));

    [RequireAdmin]
    [Description("The links by which people join its audience, those that were ended too; at most 100. Admins only.")]
    public IDataLoaderResult<IReadOnlyList<ActionLinkNode>> Links([FromServices] Loaders loaders, Actor actor) =>
        loaders.Links.Load<IReadOnlyList<ActionLinkNode>>(
            actor, action.Id, links => [.. (links ?? []).Select(link => new ActionLinkNode(link))]);

    [Description("The scripts that open conversations, in their order.")]
    public IReadOnlyList<ScriptNode> InitialScripts => [.. action.InitialScripts.Select(script => new ScriptNode(action.Id, script))];

    [Description("The scripts that answer, in their order.")]
    public IReadOnlyList<ScriptNode> ResponseScripts => [.. action.ResponseScripts.Select(script => new ScriptNode(action.Id, script))];

    [Description("What it has come to.")]
    public IDataLoaderResult<ActionCountsView> Counts([FromServices] Loaders loaders, IResolveFieldContext context, Actor actor) =>
        ActionCountsView.NeedsOverview(context)
            ? loaders.Overviews.Load(actor, action.Id, overview => new ActionCountsView(action.Id, overview ?? ActionOverview.Empty))
            : loaders.Counts.Load(actor, action.Id, counts => new ActionCountsView(action.Id, counts));

    [Description("What users are asked in a report of this action: the tags and fields that it chose, else the default ones; Opt Out in any case.")]
    public IDataLoaderResult<ReportFormView> ReportForm([FromServices] Loaders loaders, Actor actor) =>
        loaders.Marks.Load(actor, actor.Campaign, marks => new ReportFormView(
            P2P.Sdk.Reports.ReportForm.Of(action, marks.Tags ?? [], marks.Fields ?? [])));
}
