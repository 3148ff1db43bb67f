using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Messaging;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scalars;
using P2P.GraphQL.Users;
using P2P.Sdk.Notifications;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Actions;

[Description("Which action to whom: users who are named, listed, in teams or who match, each once; at least one of these is needed.")]
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
    [Description("At most 50: whoever is on them now.")]
    public IReadOnlyList<string> UserListIds { get; init; } = [];

    [Id]
    [EmptyList]
    [Description("At most 50: whoever is in them now.")]
    public IReadOnlyList<string> TeamIds { get; init; } = [];

    [Description("Whoever matches now; null: no filter is meant.")]
    public UserFilterInput? Where { get; init; }

    [EmptyList]
    [Description("By which other ways they are told of it; by direct message they always are.")]
    public IReadOnlyList<NotificationChannel> AlsoBy { get; init; } = [];

    [Description(IdempotencyKeys.Optional)]
    public string? IdempotencyKey { get; init; }

    internal Audience To => new()
    {
        Users = [.. UserIds.Select(NodeId.User)],
        Lists = [.. UserListIds.Select(NodeId.UserList)],
        Teams = [.. TeamIds.Select(NodeId.Team)],
        Where = Where?.ToFilter(),
    };
}
