using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using P2P.GraphQL.Campaigns;
using P2P.GraphQL.Loading;
using P2P.Sdk;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Description("Who is asking.")]
public sealed class Viewer(User user)
{
    [Description("The user of the token.")]
    public UserNode User => new(user);

    [Description("What the user may do.")]
    public Role Role => user.Role;

    [Description("The campaign that the token is for.")]
    public IDataLoaderResult<CampaignNode> Campaign([FromServices] Loaders loaders, Actor actor) =>
        loaders.Campaigns.Load(actor, actor.Campaign, campaign => new CampaignNode(campaign!));
}
