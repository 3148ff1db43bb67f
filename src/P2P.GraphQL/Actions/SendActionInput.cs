using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scalars;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Actions;

[Description("Which action to whom.")]
public sealed class SendActionInput
{
    [Id]
    [Description("The action; a draft is thereby published privately.")]
    public required string ActionId { get; init; }

    [Id]
    [EmptyList]
    [Description("At most 1,000. Those it was sent to before stay so.")]
    public IReadOnlyList<string> UserIds { get; init; } = [];

    [Id]
    [EmptyList]
    [Description("At most 50: whoever is on them now. At least one user or list is needed.")]
    public IReadOnlyList<string> UserListIds { get; init; } = [];

    internal IReadOnlyList<UserId> Users => [.. UserIds.Select(NodeId.User)];

    internal IReadOnlyList<UserListId> Lists => [.. UserListIds.Select(NodeId.UserList)];
}
