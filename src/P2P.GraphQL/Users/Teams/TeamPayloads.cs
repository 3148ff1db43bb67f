using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.Sdk;
using P2P.Sdk.Users;
using P2P.Sdk.Users.Teams;

namespace P2P.GraphQL.Users.Teams;

public abstract class TeamPayload(Outcome<Team> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was done.")]
    public TeamNode? Team => outcome.Value is { } team ? new(team) : null;
}

[Description("The team that was made.")]
public sealed class CreateTeamPayload(Outcome<Team> outcome) : TeamPayload(outcome);

[Description("The team as it now is.")]
public sealed class RenameTeamPayload(Outcome<Team> outcome) : TeamPayload(outcome);

[Description("The team with its new code; the former one opens nothing any more.")]
public sealed class RenewTeamCodePayload(Outcome<Team> outcome) : TeamPayload(outcome);

[Description("The users as they now are.")]
public sealed class MoveToTeamPayload(Outcome<IReadOnlyList<User>> outcome) : Payload(outcome.Refusals)
{
    [Description("Empty where nothing was done.")]
    public IReadOnlyList<UserNode> Users => [.. (outcome.Value ?? []).Select(user => new UserNode(user))];
}

[Description("The viewer in the team.")]
public sealed class JoinTeamPayload(Outcome<User> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was done.")]
    public Viewer? Viewer => outcome.Value is { } user ? new(user) : null;
}

[Description("The viewer in no team.")]
public sealed class LeaveTeamPayload(Outcome<User> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where nothing was done.")]
    public Viewer? Viewer => outcome.Value is { } user ? new(user) : null;
}
