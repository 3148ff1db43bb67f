using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Messaging;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scalars;
using P2P.GraphQL.Users;
using P2P.Sdk.Notifications;

namespace P2P.GraphQL.Notifications;

[Description("What to tell whom: users who are named, listed, in teams or who match, each once; at least one of these is needed.")]
public sealed class SendNotificationInput
{
    [Description("How users are told.")]
    public required NotificationChannel Channel { get; init; }

    [Description("1 to 150 characters, on one line; a mail's subject.")]
    public required string Title { get; init; }

    [Description("At most 5,000 characters.")]
    public string? Body { get; init; }

    [Id]
    [Description("The action that it is about.")]
    public string? ActionId { get; init; }

    [Id]
    [EmptyList]
    [Description("At most 1,000.")]
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

    [Description(IdempotencyKeys.Optional)]
    public string? IdempotencyKey { get; init; }

    internal NotificationInput ToInput() => new()
    {
        Channel = Channel,
        Title = Title,
        Body = Body ?? "",
        Action = ActionId is { } action ? NodeId.Action(action) : null,
        To = new()
        {
            Users = [.. UserIds.Select(NodeId.User)],
            Lists = [.. UserListIds.Select(NodeId.UserList)],
            Teams = [.. TeamIds.Select(NodeId.Team)],
            Where = Where?.ToFilter(),
        },
    };
}
