namespace P2P.Sdk.Users.Teams;

/// <summary>A group of users, who join it by its code (USR-2).</summary>
/// <param name="Name">1 to 100 characters, on one line; unique in the campaign without regard to case.</param>
/// <param name="Code">4 to 40 letters, digits and hyphens; unique among the codes of all teams and campaigns.</param>
/// <param name="Members">How many users are in it.</param>
public sealed record Team(TeamId Id, string Name, string Code, int Members = 0);

public enum TeamResult
{
    Done,

    /// <summary>The campaign has no such team.</summary>
    NotFound,

    /// <summary>Another team has this name.</summary>
    NameTaken,

    /// <summary>Another team or a campaign has this code.</summary>
    CodeTaken,
}
