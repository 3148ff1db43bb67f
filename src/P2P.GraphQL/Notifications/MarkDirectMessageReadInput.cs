using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Notifications;

namespace P2P.GraphQL.Notifications;

[Description("One of the viewer's direct messages.")]
public sealed class MarkDirectMessageReadInput
{
    [Id]
    [Description("The message.")]
    public required string Id { get; init; }
}

[Description("The message as it now is.")]
public sealed class MarkDirectMessageReadPayload(Outcome<DirectMessage> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where the viewer has no such message.")]
    public DirectMessageView? Message => outcome.Value is { } message ? new(message) : null;
}
