using NodaTime;
using P2P.Sdk.Assignments;

namespace P2P.Sdk.Results;

/// <summary>All that an action's page of results shows at its head.</summary>
/// <param name="UsersHere">Users who did something in it within the last five minutes.</param>
/// <param name="OldestWaiting">Since when the contact waits who has waited longest; <see langword="null"/>: nobody does.</param>
/// <param name="OpenNow">Contacts that nobody has been assigned and that can be texted now.</param>
/// <param name="OpensLater">Contacts that nobody has been assigned and that cannot, by when they can; earliest first.</param>
public sealed record ActionOverview(
    ActionCounts Counts, ActionReach Reach, int UsersHere, Instant? OldestWaiting, int OpenNow,
    IReadOnlyList<LaterOpening> OpensLater)
{
    /// <summary>Of an action that has come to nothing yet.</summary>
    public static ActionOverview Empty { get; } = new(default, default, 0, null, 0, []);

    internal bool IsSameAs(ActionOverview other) =>
        this with { OpensLater = other.OpensLater } == other && OpensLater.SequenceEqual(other.OpensLater);
}
