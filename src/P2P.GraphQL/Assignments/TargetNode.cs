using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Contacts;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scripts;
using P2P.Sdk.Assignments;

namespace P2P.GraphQL.Assignments;

[Name("Target")]
[Implements(typeof(INode))]
[Description("One contact in one action, as whoever is to text it sees it.")]
public sealed class TargetNode(ClaimedTarget target) : INode
{
    [Id]
    [Description("The target's id.")]
    public string Id => NodeId.Of(target.Target.Id);

    [Description("Changes when what would be sent changes: script, values, sender.")]
    public string Version => target.Text.Version;

    [Description("Whom to text.")]
    public ContactNode Contact => new(target.Contact);

    [Description("The initial script that was picked.")]
    public ScriptNode Script => new(target.Target.Action, target.Text.Script);

    [Description("The initial message as it will be sent: script picked, variables filled in.")]
    public string Message => target.Text.Text;

    [Description("How many segments that is; each is billed.")]
    public int Segments => target.Text.Segments;

    [Description("When this contact's hours end; null while it may not be texted.")]
    public Instant? SendableUntil => target.SendableUntil;

    [Description("When it may be texted next; null while it may be texted now.")]
    public Instant? SendableFrom => target.SendableFrom;
}
