using NodaTime;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Assignments.Strategies;

/// <summary>What is there for a user who asks for more contacts of an action.</summary>
public sealed record ClaimSituation
{
    /// <summary>How many a user gets at once (SET-3).</summary>
    public required int BucketSize { get; init; }

    /// <summary>What can be texted now, by where the contacts are.</summary>
    public required IReadOnlyList<OpenWindow> Open { get; init; }

    /// <summary>Where the strategy asked for it.</summary>
    public ActionShare? Share { get; init; }

    /// <summary>A number drawn for this claim: what is to be as good as random follows from it.</summary>
    public required int Chance { get; init; }
}

/// <summary>Contacts in the pool whose hours are the same.</summary>
/// <param name="ClosesAt">When their hours end; <see langword="null"/>: not within 14 days.</param>
public sealed record OpenWindow(WindowKey Key, int Unassigned, Instant? ClosesAt);

/// <summary>A user's place among the users of an action: those it was sent to, or where it was sent to nobody the campaign's
/// active volunteers.</summary>
/// <param name="Targets">Contacts to text in all, those that were texted included, without those held back.</param>
/// <param name="Users">How many share them; at least 1.</param>
/// <param name="Place">The user's, from 0; as many as <paramref name="Users"/> for somebody else.</param>
/// <param name="Taken">How many the user has got so far.</param>
public sealed record ActionShare(int Targets, int Users, int Place, int Taken);

/// <param name="Windows">In the order to take from.</param>
/// <param name="Count">At most this many; 0: nothing.</param>
public sealed record ClaimChoice(IReadOnlyList<WindowKey> Windows, int Count);
