using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.Sdk;
using P2P.Sdk.Conversations;

namespace P2P.GraphQL.Conversations;

[Name("ReplyOutlook")]
[Description("Whether a contact may be answered now; a reply is judged again when it is sent.")]
public sealed class ReplyOutlookView(ReplyOutlook outlook)
{
    [Description("Whether they may.")]
    public bool MayReply => outlook.MayReply;

    [Description("Why not; null: they may.")]
    public RefusalCode? Reason => outlook.Reason;

    [Description("When they may be; null: now, or never.")]
    public Instant? RetryAt => outlook.RetryAt;
}
