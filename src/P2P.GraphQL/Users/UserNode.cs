using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Users.Teams;
using P2P.Sdk;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Name("User")]
[Implements(typeof(INode))]
[Description("Someone who signs in to the campaign, or did.")]
public sealed class UserNode(User user) : INode
{
    [Id]
    [Description("The user's id.")]
    public string Id => NodeId.Of(user.Id);

    [Description("As contacts read it in texts.")]
    public string FirstName => user.FirstName;

    [Description("Empty if not said.")]
    public string LastName => user.LastName;

    [Description("What the user may do.")]
    public Role Role => user.Role;

    [Description("Whether an admin has taken them out of the campaign: what is left is the name.")]
    public bool IsRemoved => user.IsRemoved;

    [RequireAdmin]
    [Description("Whether an admin has stopped them: they can do nothing. Admins only.")]
    public bool IsFrozen => user.IsFrozen;

    [RequireAdmin]
    [Description("What they say of themselves. Admins only; one's own is the viewer's.")]
    public UserProfile Profile => new(user);

    [RequireAdmin]
    [Description("The team that they are in; null: none. Admins only; one's own is the viewer's.")]
    public IDataLoaderResult<TeamNode?> Team([FromServices] Loaders loaders, Actor actor) => TeamNode.Load(loaders, actor, user.Team);
}
