using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using P2P.GraphQL.Campaigns;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Users.Teams;
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

    [Description("What the user says of themselves.")]
    public UserProfile Profile => new(user);

    [Description("The team that the user is in; null: none.")]
    public IDataLoaderResult<TeamNode?> Team([FromServices] Loaders loaders, Actor actor) => TeamNode.Load(loaders, actor, user.Team);

    [Description("The campaign that the token is for.")]
    public IDataLoaderResult<CampaignNode> Campaign([FromServices] Loaders loaders, Actor actor) =>
        loaders.Campaigns.Load(actor, actor.Campaign, campaign => new CampaignNode(campaign!));
}
