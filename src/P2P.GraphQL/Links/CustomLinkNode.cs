using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Links;

namespace P2P.GraphQL.Links;

[Name("CustomLink")]
[Implements(typeof(INode))]
[Description("A page of somebody's, to which texts lead by links that are counted.")]
public sealed class CustomLinkNode(CustomLink link) : INode
{
    [Id]
    [Description("The link's id.")]
    public string Id => NodeId.Of(link.Id);

    [Description("Changes with every save; send it back with the next one.")]
    public int Version => link.Version;

    [Description("What scripts call it; unique in the campaign without regard to case, forms included.")]
    public string Slug => link.Slug;

    [Description("1 to 100 characters.")]
    public string Title => link.Title;

    [Description("The whole address that it leads to.")]
    public string Destination => link.Destination;

    [Description("What to paste into a script.")]
    public string Variable => link.Variable;

    [Description("When it was made.")]
    public Instant CreatedAt => link.CreatedAt;
}
