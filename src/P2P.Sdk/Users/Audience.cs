namespace P2P.Sdk.Users;

/// <summary>Users who are meant by a sending: all its parts united, each user once. At least one part is needed.</summary>
public sealed record Audience
{
    /// <summary>At most 1,000.</summary>
    public IReadOnlyList<UserId> Users { get; init; } = [];

    /// <summary>At most 50: whoever is on them at the moment of sending.</summary>
    public IReadOnlyList<UserListId> Lists { get; init; } = [];

    /// <summary>At most 50: whoever is in them at the moment of sending.</summary>
    public IReadOnlyList<TeamId> Teams { get; init; } = [];

    /// <summary>Whoever matches at the moment of sending; <see langword="null"/>: no filter is meant.</summary>
    public UserFilter? Where { get; init; }

    /// <summary>All that it says, one after the other, for a hash: two of the same say the same.</summary>
    internal IEnumerable<string?> Parts() =>
    [
        string.Join(' ', Users), string.Join(' ', Lists), string.Join(' ', Teams), .. Where?.Parts() ?? [],
    ];

    /// <summary>How many it names of what: whoever logs it logs no name.</summary>
    public override string ToString() =>
        $"{Users.Count} users, {Lists.Count} lists, {Teams.Count} teams, {(Where is null ? "no filter" : "a filter")}";
}
