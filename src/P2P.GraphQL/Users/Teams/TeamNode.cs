using System.ComponentModel;
using GraphQL;
using GraphQL.DataLoader;
using P2P.GraphQL.Loading;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Teams;

namespace P2P.GraphQL.Users.Teams;

[Name("Team")]
[Implements(typeof(INode))]
[Description("A group of users, who join it by its code.")]
public sealed class TeamNode(Team team) : INode
{
    [Id]
    [Description("The team's id.")]
    public string Id => NodeId.Of(team.Id);

    [Description("1 to 100 characters, unique in the campaign without regard to case.")]
    public string Name => team.Name;

    [Description("What users type to join, e.g. NORTH-24.")]
    public string Code => team.Code;

    [Description("How many users are in it.")]
    public int MemberCount => team.Members;

    internal static IDataLoaderResult<TeamNode?> Load(Loaders loaders, Actor actor, TeamId? id) => id is { } team
        ? loaders.Teams.Load(actor, team, found => found is null ? null : new TeamNode(found))
        : new Known<TeamNode?>(null);
}
