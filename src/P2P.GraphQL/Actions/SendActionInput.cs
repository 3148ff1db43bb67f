using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Actions;

[Description("Which action to whom.")]
public sealed class SendActionInput
{
    [Id]
    [Description("The action; a draft is thereby published privately.")]
    public required string ActionId { get; init; }

    [Id]
    [Description("1 to 1,000. Those it was sent to before stay so.")]
    public required IReadOnlyList<string> UserIds { get; init; }

    internal IReadOnlyList<UserId> Users => [.. UserIds.Select(NodeId.User)];
}
