using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Districts;

namespace P2P.GraphQL.Districts;

[Name("District")]
[Implements(typeof(INode))]
[Description("A set of ZIP codes, by which actions are limited to users.")]
public sealed class DistrictNode(District district) : INode
{
    [Id]
    [Description("The district's id.")]
    public string Id => NodeId.Of(district.Id);

    [Description("1 to 100 characters, unique in the campaign without regard to case.")]
    public string Name => district.Name;

    [Description("Five digits each, in their order; at most 10,000.")]
    public IReadOnlyList<string> Zips => district.Zips;
}
