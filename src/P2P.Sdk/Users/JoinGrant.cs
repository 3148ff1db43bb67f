using P2P.Sdk.Actions;

namespace P2P.Sdk.Users;

/// <summary>What a code gives whoever joins by it.</summary>
public sealed record JoinGrant
{
    public Role Role { get; init; } = Role.Volunteer;

    /// <summary>With a team's code, or an invitation into a team.</summary>
    public (TeamId Id, string Code)? Team { get; init; }

    /// <summary>With an action link: whose audience they join.</summary>
    public ActionId? Action { get; init; }

    public InvitationId? Invitation { get; init; }

    /// <summary>The user that an invitation is for, as whom nobody has signed in yet.</summary>
    public User? Invited { get; init; }

    /// <summary>The user that somebody is once they have joined: the rule, which every store asks while it holds the rows.</summary>
    /// <param name="member">Who they are in the campaign already, removed or not; <see langword="null"/>: nobody.</param>
    /// <param name="newcomer">What they say of themselves, with a new id.</param>
    public User Admit(User? member, User newcomer)
    {
        if (member is { IsFrozen: true })
        {
            return member; // Whoever an admin has stopped does not come back by a code.
        }

        var user = member switch
        {
            { IsRemoved: false } => member with { Role = Higher(member.Role, Role) },
            { } removed => newcomer with { Id = removed.Id, Role = Role },
            null when Invited is { } invited => newcomer with
            {
                Id = invited.Id,
                Role = Higher(invited.Role, Role),
                Team = invited.Team,
                TeamCode = invited.TeamCode,
                IsFrozen = invited.IsFrozen,
            },
            null => newcomer with { Role = Role },
        };
        return Team is { } team ? user with { Team = team.Id, TeamCode = team.Code } : user;
    }

    /// <summary>By what somebody joined, and what that made of them, for the audit trail.</summary>
    /// <param name="before"><see langword="null"/> for somebody new.</param>
    public string Describe(JoinCode code, User? before, User after)
    {
        var by = $"{code.Kind} {Invitation?.ToString() ?? Action?.ToString() ?? Team?.Id.ToString() ?? ""}".TrimEnd();
        var changes = StandingEdit.Describe(before, after);
        return changes.Length > 0 ? $"{by}; {changes}" : by;
    }

    private static Role Higher(Role one, Role other) => one == Role.Admin ? one : other;
}
