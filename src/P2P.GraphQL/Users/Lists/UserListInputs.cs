using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scalars;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users.Lists;

[Description("A list of hand-picked users, or of those who match a filter.")]
public sealed class CreateUserListInput
{
    [Description("1 to 100 characters; unique in the campaign without regard to case.")]
    public required string Name { get; init; }

    [Id]
    [EmptyList]
    [Description("At most 1,000.")]
    public IReadOnlyList<string> UserIds { get; init; } = [];

    [Description("All users who match at this moment, in the place of `userIds`.")]
    public UserFilterInput? Where { get; init; }

    internal IReadOnlyList<UserId> Users => [.. UserIds.Select(NodeId.User)];
}

[Description("Another name for a user list.")]
public sealed class RenameUserListInput
{
    [Id]
    [Description("The list.")]
    public required string UserListId { get; init; }

    [Description("As of a new one.")]
    public required string Name { get; init; }
}

[Description("The user list that is not needed any more.")]
public sealed class DeleteUserListInput
{
    [Id]
    [Description("The list.")]
    public required string UserListId { get; init; }
}

[Description("Who comes on a user list, and who leaves it.")]
public sealed class ChangeUserListInput
{
    [Id]
    [Description("The list.")]
    public required string UserListId { get; init; }

    [Id]
    [EmptyList]
    [Description("At most 1,000.")]
    public IReadOnlyList<string> AddUserIds { get; init; } = [];

    [Id]
    [EmptyList]
    [Description("At most 1,000; whoever is not on it is passed over.")]
    public IReadOnlyList<string> RemoveUserIds { get; init; } = [];

    internal IReadOnlyList<UserId> Added => [.. AddUserIds.Select(NodeId.User)];

    internal IReadOnlyList<UserId> Removed => [.. RemoveUserIds.Select(NodeId.User)];
}
