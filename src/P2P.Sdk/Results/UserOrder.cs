namespace P2P.Sdk.Results;

/// <summary>In which order users are listed; those with the same number by id.</summary>
/// <param name="By">Which number.</param>
/// <param name="Descending">The largest first, and who was active last.</param>
public readonly record struct UserOrder(UserNumber By, bool Descending = true);

/// <summary>What users of an action are ordered by.</summary>
public enum UserNumber
{
    /// <summary>None: users come in the order in which they were made, or against it.</summary>
    Joined,
    Assigned,
    Sent,
    FollowUps,
    Replied,
    Reports,
    NeedsAttention,
    Performs,

    /// <summary>When the user was last active; never comes before all times.</summary>
    LastActive,
}
