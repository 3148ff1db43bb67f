using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Users;

[Name("UserFilter")]
[Description("Which users: all conditions that are not null hold at once.")]
public sealed class UserFilterInput
{
    [Id]
    [Description("Those in this team.")]
    public string? TeamId { get; init; }

    [Id]
    [Description("Those on this user list.")]
    public string? UserListId { get; init; }

    [Id]
    [Description("Those whose ZIP lies in this district.")]
    public string? DistrictId { get; init; }

    [Description("en or es.")]
    public string? Language { get; init; }

    [Description("Those who may do this.")]
    public Role? Role { get; init; }

    [Description("Whether an admin has stopped them.")]
    public bool? Frozen { get; init; }

    [Description("What a first name, a last name or an email begins with, in any case.")]
    public string? Search { get; init; }

    internal UserFilter ToFilter() => new()
    {
        Team = TeamId is { } team ? NodeId.Team(team) : null,
        List = UserListId is { } list ? NodeId.UserList(list) : null,
        District = DistrictId is { } district ? NodeId.District(district) : null,
        Language = Language,
        Role = Role,
        IsFrozen = Frozen,
        Search = Search,
    };
}
