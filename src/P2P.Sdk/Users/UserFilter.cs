using P2P.Sdk.Districts;

namespace P2P.Sdk.Users;

/// <summary>Which users of a campaign are meant: all conditions that are not null hold at once. Removed ones never are.</summary>
public sealed record UserFilter
{
    public TeamId? Team { get; init; }

    public UserListId? List { get; init; }

    /// <summary>Whose ZIP lies in it.</summary>
    public DistrictId? District { get; init; }

    /// <summary><c>en</c> or <c>es</c>.</summary>
    public string? Language { get; init; }

    public Role? Role { get; init; }

    public bool? IsFrozen { get; init; }

    /// <summary>What a first name, a last name or an email begins with, without regard to case.</summary>
    public string? Search { get; init; }

    /// <param name="isInList">Whether the user is in <see cref="List"/>.</param>
    /// <param name="isInDistrict">Whether the user's ZIP lies in <see cref="District"/>.</param>
    public bool Matches(User user, Func<User, UserListId, bool> isInList, Func<User, DistrictId, bool> isInDistrict) =>
        !user.IsRemoved
        && (Team is not { } team || user.Team == team)
        && (List is not { } list || isInList(user, list))
        && (District is not { } district || isInDistrict(user, district))
        && (Language is not { } language || user.Language == language)
        && (Role is not { } role || user.Role == role)
        && (IsFrozen is not { } frozen || user.IsFrozen == frozen)
        && (Search?.Trim() is not { Length: > 0 } search
            || new[] { user.FirstName, user.LastName, user.Email }.Any(
                text => text.StartsWith(search, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Without what is searched for: whoever logs it logs no name or address.</summary>
    public override string ToString() => nameof(UserFilter);
}
