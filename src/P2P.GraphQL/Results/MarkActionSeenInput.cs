using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Actions;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Actions;

namespace P2P.GraphQL.Results;

[Description("The action whose page the viewer opened.")]
public sealed class MarkActionSeenInput
{
    [Id]
    [Description("The action.")]
    public required string ActionId { get; init; }
}

[Description("The action that was opened.")]
public sealed class MarkActionSeenPayload(Outcome<TextingAction> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where there is none to show.")]
    public ActionNode? Action => outcome.Value is { } action ? new(action) : null;
}
