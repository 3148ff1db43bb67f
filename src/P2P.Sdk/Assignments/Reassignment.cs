using NodaTime;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

public enum ReassignmentKind
{
    /// <summary>Contacts go to receivers.</summary>
    Reassign,

    /// <summary>Untexted contacts go back to the pool.</summary>
    Release,
}

public enum ReassignmentState
{
    /// <summary>Nobody has begun it.</summary>
    Waiting,

    /// <summary>Contacts move, a chunk at a time; whoever takes over from a process that died goes on where it was.</summary>
    Working,

    /// <summary>Every contact was looked at.</summary>
    Done,

    /// <summary>It was given up; what had moved stays moved. See <see cref="Reassignment.Failure"/>.</summary>
    Failed,
}

/// <summary>A bulk operation over contacts (MNG-2, MNG-3), and how far it is.</summary>
public sealed record Reassignment
{
    public required ReassignmentId Id { get; init; }

    public ReassignmentKind Kind { get; init; }

    /// <summary>Nothing moves: it is counted what would.</summary>
    public bool IsDryRun { get; init; }

    /// <summary><see cref="ReassignmentState.Done"/> at once for up to <see cref="Reassigner.MostAtOnce"/> contacts.</summary>
    public ReassignmentState State { get; init; }

    /// <summary>Who asked for it.</summary>
    public required UserId User { get; init; }

    public required Instant StartedAt { get; init; }

    public Instant? FinishedAt { get; init; }

    /// <summary>Contacts that were looked at so far.</summary>
    public int Contacts { get; init; }

    /// <summary>How many of them went, or would go, to a receiver or back to the pool.</summary>
    public int Moved { get; init; }

    /// <summary>To whom, with how many each; empty for a release.</summary>
    public IReadOnlyList<ReceivedContacts> ToUsers { get; init; } = [];

    /// <summary>Contacts that stay, by reason.</summary>
    public IReadOnlyList<SkippedContacts> Skipped { get; init; } = [];

    public Refusal? Failure { get; init; }

    /// <summary>The same with more contacts looked at.</summary>
    internal Reassignment Plus(IReadOnlyCollection<UserId?> moved, IReadOnlyCollection<RefusalCode> skipped) => this with
    {
        Contacts = Contacts + moved.Count + skipped.Count,
        Moved = Moved + moved.Count,
        ToUsers =
        [
            .. ToUsers.Select(to => (to.User, to.Contacts))
                .Concat(moved.OfType<UserId>().CountBy(user => user).Select(m => (User: m.Key, Contacts: m.Value)))
                .GroupBy(m => m.User).Select(g => new ReceivedContacts(g.Key, g.Sum(m => m.Contacts))).OrderBy(to => to.User.Value),
        ],
        Skipped =
        [
            .. Skipped.Select(s => (s.Reason, s.Contacts)).Concat(skipped.CountBy(code => code).Select(s => (Reason: s.Key, Contacts: s.Value)))
                .GroupBy(s => s.Reason).Select(g => new SkippedContacts(g.Key, g.Sum(s => s.Contacts))).OrderBy(s => s.Reason),
        ],
    };
}

/// <param name="Contacts">How many they got.</param>
public sealed record ReceivedContacts(UserId User, int Contacts);

/// <param name="Reason">Why they stay.</param>
public sealed record SkippedContacts(RefusalCode Reason, int Contacts);
