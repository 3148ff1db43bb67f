using System.ComponentModel;
using GraphQL;

namespace P2P.GraphQL.Actions.Links;

[Description("A link to an action.")]
public sealed class CreateActionLinkInput
{
    [Id]
    [Description("The action; a draft is seen once it is published.")]
    public required string ActionId { get; init; }
}

[Description("The link to end.")]
public sealed class RevokeActionLinkInput
{
    [Id]
    [Description("The link.")]
    public required string ActionLinkId { get; init; }
}
