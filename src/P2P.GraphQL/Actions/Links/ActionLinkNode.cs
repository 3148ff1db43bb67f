using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Users;
using P2P.Sdk;
using P2P.Sdk.Actions.Links;

namespace P2P.GraphQL.Actions.Links;

[Name("ActionLink")]
[Description("A link by which people join an action's audience, by a token that was shown when it was made.")]
public sealed class ActionLinkNode(ActionLink link)
{
    [Id]
    [Description("The link's id.")]
    public string Id => NodeId.Of(link.Id);

    [Description("The admin who made it.")]
    public IDataLoaderResult<UserNode?> CreatedBy([FromServices] Loaders loaders, Actor actor) => loaders.User(actor, link.CreatedBy);

    [Description("When it was made.")]
    public Instant CreatedAt => link.CreatedAt;

    [Description("From when on it opens nothing; null: it does.")]
    public Instant? RevokedAt => link.RevokedAt;
}
