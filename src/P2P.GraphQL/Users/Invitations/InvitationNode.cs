using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using NodaTime;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Users.Teams;
using P2P.Sdk;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;

namespace P2P.GraphQL.Users.Invitations;

[Name("Invitation")]
[Description("Lets one person join, by a token that was shown when it was made.")]
public sealed class InvitationNode(Invitation invitation)
{
    [Id]
    [Description("The invitation's id.")]
    public string Id => NodeId.Of(invitation.Id);

    [Description("As what they join.")]
    public Role Role => invitation.Role;

    [Description("The team that they join; null: none.")]
    public IDataLoaderResult<TeamNode?> Team([FromServices] Loaders loaders, Actor actor) =>
        TeamNode.Load(loaders, actor, invitation.Team);

    [Description("The user that it is for; null: whoever comes becomes a new one.")]
    public IDataLoaderResult<UserNode?> User([FromServices] Loaders loaders, Actor actor) => loaders.User(actor, invitation.User);

    [Description("The admin who made it.")]
    public IDataLoaderResult<UserNode?> CreatedBy([FromServices] Loaders loaders, Actor actor) =>
        loaders.User(actor, invitation.CreatedBy);

    [Description("When it was made.")]
    public Instant CreatedAt => invitation.CreatedAt;

    [Description("The first moment at which it is good no more.")]
    public Instant ExpiresAt => invitation.ExpiresAt;

    [Description("Who joined by it; null: nobody yet.")]
    public IDataLoaderResult<UserNode?> UsedBy([FromServices] Loaders loaders, Actor actor) => loaders.User(actor, invitation.UsedBy);

    [Description("When an admin took it back; null: none did.")]
    public Instant? RevokedAt => invitation.RevokedAt;
}
