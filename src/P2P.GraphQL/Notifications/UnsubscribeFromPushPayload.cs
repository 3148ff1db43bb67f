using System.ComponentModel;
using P2P.GraphQL.Errors;

namespace P2P.GraphQL.Notifications;

[Description("What became of it.")]
public sealed class UnsubscribeFromPushPayload(bool was) : Payload([])
{
    [Description("False where the viewer was not told on this browser anyway.")]
    public bool Unsubscribed => was;
}
