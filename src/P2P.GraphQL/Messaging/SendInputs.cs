using System.ComponentModel;
using GraphQL;

namespace P2P.GraphQL.Messaging;

[Description("A press of Send on a target.")]
public sealed class SendInitialMessageInput
{
    [Id]
    [Description("Whom to text.")]
    public required string TargetId { get; init; }

    [Description("Of the target as shown: nothing is sent that was not seen; a different one is a CONFLICT.")]
    public required string Version { get; init; }

    [Description("Chosen by the client, 8 to 64 of A-Z a-z 0-9 _ -; sending again with the same key returns the first result and sends nothing.")]
    public required string IdempotencyKey { get; init; }
}

[Description("A reply in a conversation.")]
public sealed class SendReplyInput
{
    [Id]
    [Description("To whom.")]
    public required string ContactId { get; init; }

    [Id]
    [Description("A response script, or `text`, or both where the script's text was edited.")]
    public string? ScriptId { get; init; }

    [Description("The user's own words; at most 1,600 characters.")]
    public string? Text { get; init; }

    [Description("Chosen by the client, 8 to 64 of A-Z a-z 0-9 _ -; sending again with the same key returns the first result and sends nothing.")]
    public required string IdempotencyKey { get; init; }
}
