using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Name("JoinedCampaign")]
[Description("A campaign in which whoever signed in may act.")]
public sealed class JoinedCampaignView(JoinedCampaign joined)
{
    [Id]
    [Description("What the header X-P2P-Campaign names, or `campaign` of connection_init.")]
    public string CampaignId => NodeId.Of(joined.Campaign);

    [Description("The campaign's name.")]
    public string Name => joined.Name;

    [Description("What they may do there.")]
    public Role Role => joined.Role;
}
