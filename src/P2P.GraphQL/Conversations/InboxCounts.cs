using System.ComponentModel;
using P2P.Sdk.Conversations;

namespace P2P.GraphQL.Conversations;

[Description("How many conversations of an inbox wait for something.")]
public sealed class InboxCounts(InboxNumbers numbers)
{
    [Description("With something unread.")]
    public int Unread => numbers.Unread;

    [Description("In which the contact waits for an answer.")]
    public int NeedsAttention => numbers.NeedsAttention;
}
