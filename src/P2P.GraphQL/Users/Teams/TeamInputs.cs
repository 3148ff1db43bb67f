using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users.Teams;

[Description("A team without members.")]
public sealed class CreateTeamInput
{
    [Description("1 to 100 characters; unique in the campaign without regard to case.")]
    public required string Name { get; init; }

    [Description("4 to 40 letters, digits and hyphens; one is made up where left out.")]
    public string? Code { get; init; }
}

[Description("Another name for a team.")]
public sealed class RenameTeamInput
{
    [Id]
    [Description("The team.")]
    public required string TeamId { get; init; }

    [Description("As of a new one.")]
    public required string Name { get; init; }
}

[Description("Another code for a team.")]
public sealed class RenewTeamCodeInput
{
    [Id]
    [Description("The team.")]
    public required string TeamId { get; init; }

    [Description("As of a new one.")]
    public string? Code { get; init; }
}

[Description("Whom to bring into which team.")]
public sealed class MoveToTeamInput
{
    [Id]
    [Description("1 to 1,000 users, each out of the team they are in.")]
    public required IReadOnlyList<string> UserIds { get; init; }

    [Id]
    [Description("Null: into none.")]
    public string? TeamId { get; init; }

    internal IReadOnlyList<UserId> Users => [.. UserIds.Select(NodeId.User)];

    internal TeamId? Team => TeamId is { } team ? NodeId.Team(team) : null;
}

[Description("Which team the viewer joins.")]
public sealed class JoinTeamInput
{
    [Description("The team's code.")]
    public required string Code { get; init; }
}

[Description("Which team the viewer leaves.")]
public sealed class LeaveTeamInput
{
    [Id]
    [Description("The one that they are in.")]
    public required string TeamId { get; init; }
}
