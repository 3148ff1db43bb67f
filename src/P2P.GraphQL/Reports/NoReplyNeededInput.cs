using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Conversations;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Reports;

[Description("The conversation that needs no reply.")]
public sealed class NoReplyNeededInput
{
    [Id]
    [Description("With whom.")]
    public required string ContactId { get; init; }
}

[Description("The conversation as it now is.")]
public sealed class NoReplyNeededPayload(Outcome<Contact> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where there is none to show.")]
    public ConversationNode? Conversation => outcome.Value is { } contact ? new(contact) : null;
}
