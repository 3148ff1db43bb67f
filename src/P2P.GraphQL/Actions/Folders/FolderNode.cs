using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Actions.Folders;

namespace P2P.GraphQL.Actions.Folders;

[Name("ActionFolder")]
[Implements(typeof(INode))]
[Description("A folder in which admins keep actions.")]
public sealed class FolderNode(ActionFolder folder) : INode
{
    [Id]
    [Description("The folder's id.")]
    public string Id => NodeId.Of(folder.Id);

    [Description("1 to 100 characters, unique in the campaign without regard to case.")]
    public string Name => folder.Name;

    [Description("How many actions lie in it.")]
    public int ActionCount => folder.Actions;
}
