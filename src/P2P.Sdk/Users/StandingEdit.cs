namespace P2P.Sdk.Users;

/// <summary>What an admin changes of a user's standing: what is not <see langword="null"/>.</summary>
public sealed record StandingEdit
{
    public Role? Role { get; init; }

    public bool? IsFrozen { get; init; }

    /// <summary>Takes the user out: what is left of them is the name, which threads and results show.</summary>
    public bool Removes { get; init; }

    /// <returns>The user as they then are.</returns>
    public User Apply(User user)
    {
        var edited = user with { Role = Role ?? user.Role, IsFrozen = IsFrozen ?? user.IsFrozen };
        return !Removes ? edited : edited with
        {
            IsRemoved = true,
            Role = Users.Role.Volunteer,
            Email = "",
            Phone = null,
            State = "",
            Zip = "",
            Team = null,
            TeamCode = "",
        };
    }

    /// <summary>What changed of a user's standing, for the audit trail: <c>name: before -> after</c>, without what people say of
    /// themselves.</summary>
    /// <param name="before"><see langword="null"/> for somebody new.</param>
    public static string Describe(User? before, User after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return string.Join("; ", new[]
        {
            before?.Role != after.Role ? $"role: {before?.Role} -> {after.Role}" : "",
            before?.Team != after.Team ? $"team: {before?.Team} -> {after.Team}" : "",
            (before?.IsFrozen ?? false) != after.IsFrozen ? $"isFrozen: {!after.IsFrozen} -> {after.IsFrozen}" : "",
            (before?.IsRemoved ?? false) != after.IsRemoved ? $"isRemoved: {!after.IsRemoved} -> {after.IsRemoved}" : "",
        }.Where(change => change.Length > 0));
    }
}

/// <param name="User">As they now are; <see langword="null"/> with <see cref="StandingResult.NotFound"/>.</param>
public sealed record StandingChange(StandingResult Result, User? User);

public enum StandingResult
{
    Changed,

    /// <summary>They were so before.</summary>
    Unchanged,

    /// <summary>The campaign has no such user, or has removed them.</summary>
    NotFound,

    /// <summary>The campaign would be left without an admin.</summary>
    LastAdmin,
}
