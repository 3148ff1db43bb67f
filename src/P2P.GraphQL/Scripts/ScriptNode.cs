using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scripts.Images;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Scripts;

namespace P2P.GraphQL.Scripts;

[Name("Script")]
[Implements(typeof(INode))]
[Description("A text template of an action.")]
public sealed class ScriptNode(ActionId action, Script script) : INode
{
    [Id]
    [Description("The script's id; an edit of a published script has another.")]
    public string Id => NodeId.Of(action, script.Id);

    [Description("1 to 100 characters.")]
    public string Name => script.Name;

    [Description("With variables in {{ }}.")]
    public string Text => script.Text;

    [Description("How often an initial script is picked, against the others' weights: 1 to 1,000.")]
    public int Weight => script.Weight;

    [Description("Response scripts are shown in groups; empty: none.")]
    public string Group => script.Group;

    [Description("Put on the contact when the script is sent.")]
    public IReadOnlyList<string> Tags => script.Tags;

    [Description("Set on the contact when the script is sent.")]
    public IDataLoaderResult<IReadOnlyList<FieldValue>> Fields([FromServices] Loaders loaders, Actor actor) =>
        FieldValue.All(loaders, actor, script.Fields);

    [Description("Goes with the text, which is then an MMS.")]
    public IDataLoaderResult<ScriptImageView?> Image([FromServices] Loaders loaders, Actor actor) => script.Image is { } id
        ? loaders.Images.Load(actor, id, image => image is null ? null : new ScriptImageView(image))
        : new Known<ScriptImageView?>(null);

    [Description("Whether the user is asked for a report after sending it.")]
    public bool AsksForReport => script.AsksForReport;
}
