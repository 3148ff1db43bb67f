using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Name("User")]
[Implements(typeof(INode))]
[Description("Someone who signs in to the campaign.")]
public sealed class UserNode(User user) : INode
{
    [Id]
    [Description("The user's id.")]
    public string Id => NodeId.Of(user.Id);

    [Description("As contacts read it in texts.")]
    public string FirstName => user.FirstName;

    [Description("Empty if not said.")]
    public string LastName => user.LastName;
}
