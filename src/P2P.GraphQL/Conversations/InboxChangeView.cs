using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Conversations;

namespace P2P.GraphQL.Conversations;

[Name("InboxChange")]
[Description("What changed in the viewer's inbox.")]
public sealed class InboxChangeView(InboxChange change)
{
    [Id]
    [Description("Null: more than one changed; read the inbox again.")]
    public string? ContactId => change.Contact is { } contact ? NodeId.Of(contact) : null;

    [Description("Null where it left the viewer's inbox.")]
    public ConversationNode? Conversation => change.Conversation is { } contact ? new(contact) : null;

    [Description("How many conversations of the inbox are unread now.")]
    public int Unread => change.Numbers.Unread;

    [Description("How many conversations of the inbox need attention now.")]
    public int NeedsAttention => change.Numbers.NeedsAttention;
}
