using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Invitations;

namespace P2P.GraphQL.Users.Invitations;

[Description("An invitation for one person.")]
public sealed class InviteUserInput
{
    [Description("As what they join: VOLUNTEER where left out.")]
    public Role? Role { get; init; }

    [Id]
    [Description("The team that they join.")]
    public string? TeamId { get; init; }

    [Id]
    [Description("A user that nobody has signed in as; where left out whoever comes becomes a new one.")]
    public string? UserId { get; init; }

    [Description("How many days it is good: 1 to 90; 14 where left out.")]
    public int? Days { get; init; }

    internal InvitationInput ToInput()
    {
        var input = new InvitationInput();
        return input with
        {
            Role = Role ?? input.Role,
            Team = TeamId is { } team ? NodeId.Team(team) : null,
            User = UserId is { } user ? NodeId.User(user) : null,
            Days = Days ?? input.Days,
        };
    }
}

[Description("The invitation to take back.")]
public sealed class RevokeInvitationInput
{
    [Id]
    [Description("The invitation.")]
    public required string InvitationId { get; init; }
}
