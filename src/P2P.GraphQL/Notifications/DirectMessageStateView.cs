using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Notifications;

namespace P2P.GraphQL.Notifications;

[Name("DirectMessageState")]
[Description("The viewer's direct messages at one moment.")]
public sealed class DirectMessageStateView(DirectMessageState state)
{
    [Description("How many the viewer has not read.")]
    public int Unread => state.Unread;

    [Description("Null: there is none.")]
    public DirectMessageView? Latest => state.Latest is { } latest ? new(latest) : null;
}
