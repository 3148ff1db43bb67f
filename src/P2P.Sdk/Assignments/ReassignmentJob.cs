using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>A bulk operation with all that a process needs to go on with it.</summary>
public sealed record ReassignmentJob
{
    /// <summary>What admins see of it.</summary>
    public required Reassignment Shown { get; init; }

    public required ReassignmentOrder Order { get; init; }

    /// <summary>The last contact that was planned; <see langword="null"/>: none yet.</summary>
    public ContactId? After { get; init; }

    /// <summary>Moves that were decided on and may be done or not: a process that takes over does them first.</summary>
    public IReadOnlyList<PlannedMove> Plan { get; init; } = [];

    /// <summary>Without what was searched for: it may be logged.</summary>
    public override string ToString() => $"ReassignmentJob {Shown.Id}";
}

/// <param name="To"><see langword="null"/>: back to the pool.</param>
public readonly record struct PlannedMove(ContactId Contact, UserId? To);

/// <summary>Which contacts a bulk operation is about, and what becomes of them.</summary>
public sealed record ReassignmentOrder
{
    public ReassignmentKind Kind { get; init; }

    /// <summary>Only what belongs to this action moves.</summary>
    public ActionId? Action { get; init; }

    /// <summary>Only what is this user's moves.</summary>
    public UserId? FromUser { get; init; }

    /// <summary>Of a release after an idle time: what was assigned since stays.</summary>
    internal Instant? AssignedBefore { get; init; }

    /// <summary>Contacts that are named one by one; <see langword="null"/>: any.</summary>
    public IReadOnlyList<ContactId>? Contacts { get; init; }

    /// <summary>What else holds of the contacts.</summary>
    public ContactFilter? Where { get; init; }

    /// <summary>Who gets them; empty for a release.</summary>
    public IReadOnlyList<UserId> Receivers { get; init; } = [];

    /// <summary>Which contacts are looked at. Where a source and the filter name different users or actions, the filter finds
    /// them, and <see cref="ReassignRule"/> leaves what is not of the source.</summary>
    internal ContactFilter Filter => (Where ?? new()) with
    {
        Action = Where?.Action ?? Action,
        AssignedTo = Where?.AssignedTo ?? FromUser,
        Contacts = Contacts is null ? Where?.Contacts
            : Where?.Contacts is { } also ? [.. Contacts.Intersect(also)]
            : Contacts,
    };

    /// <summary>Without what was searched for: it may be logged.</summary>
    public override string ToString() => nameof(ReassignmentOrder);
}
