using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Messaging;

namespace P2P.GraphQL.Messaging;

[Description("What an admin found out about a message of which the carrier could not tell.")]
public sealed class ResolveMessageInput
{
    [Id]
    [Description("One of the undecided messages.")]
    public required string MessageId { get; init; }

    [Description("Whether the carrier has it.")]
    public required UndecidedOutcome Outcome { get; init; }

    internal MessageId Message => NodeId.Message(MessageId);
}

[Description("The message as it now is.")]
public sealed class ResolveMessagePayload(Outcome<Message> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where there is none to show.")]
    public MessageNode? Message => outcome.Value is { } message ? new(message) : null;
}
