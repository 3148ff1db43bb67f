using System.ComponentModel;
using GraphQL;

namespace P2P.GraphQL.Nodes;

[Name("Node")]
[Description("An object that can be read again by its id.")]
public interface INode
{
    [Id]
    [Description("Opaque; at most 64 URL-safe characters; differs between types.")]
    string Id { get; }
}
