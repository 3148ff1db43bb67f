using System.ComponentModel;
using P2P.GraphQL.Assignments;
using P2P.GraphQL.Conversations;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Messaging;

namespace P2P.GraphQL.Messaging;

[Description("What a send came to.")]
public sealed class SendMessagePayload(Outcome<SentText> outcome) : Payload(outcome.Refusals)
{
    [Description("What was queued, or with ALREADY_SENT what was before.")]
    public MessageNode? Message => outcome.Value?.Message is { } message ? new(message) : null;

    [Description("The target as it now is, with an opening text.")]
    public TargetNode? Target => outcome.Value?.Shown is { } shown ? new(shown) : null;

    [Description("The conversation as it now is.")]
    public ConversationNode? Conversation => outcome.Value is { } sent ? new(sent.Contact) : null;

    internal static SendMessagePayload BadKey { get; } = new(IdempotencyKeys.Bad);
}
