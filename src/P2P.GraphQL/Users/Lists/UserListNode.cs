using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Users.Lists;

namespace P2P.GraphQL.Users.Lists;

[Name("UserList")]
[Implements(typeof(INode))]
[Description("A group of users whom an admin picked. Who is on it: users(where: { userListId }).")]
public sealed class UserListNode(UserList list) : INode
{
    [Id]
    [Description("The list's id.")]
    public string Id => NodeId.Of(list.Id);

    [Description("1 to 100 characters, unique in the campaign without regard to case.")]
    public string Name => list.Name;

    [Description("When it was made.")]
    public Instant CreatedAt => list.CreatedAt;

    [Description("How many users are on it.")]
    public int Size => list.Size;
}
