using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>Whose contacts go to whom. All sources that are said hold at once; at least one is needed.</summary>
public sealed record ReassignInput
{
    /// <summary>Untexted targets of this action, and conversations whose current action it is.</summary>
    public ActionId? Action { get; init; }

    /// <summary>What this user holds, and is to text.</summary>
    public UserId? FromUser { get; init; }

    public IReadOnlyList<ContactId>? Contacts { get; init; }

    public ContactFilter? Where { get; init; }

    /// <summary>At least one; none of them frozen.</summary>
    public required IReadOnlyList<UserId> ToUsers { get; init; }

    /// <summary>Says what would happen, and changes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>One filter for all sources; what it cannot say twice is left to <see cref="MatchesBoth"/>.</summary>
    internal ContactFilter Filter => (Where ?? new()) with
    {
        Action = Action ?? Where?.Action,
        AssignedTo = FromUser ?? Where?.AssignedTo,
        Contacts = Contacts ?? Where?.Contacts,
    };

    /// <summary>Where a source and the filter name different users or actions, both must hold.</summary>
    internal bool MatchesBoth(Contact contact) =>
        (FromUser is null || Where?.AssignedTo is not { } user || FromUser == user || contact.Holder == user)
        && (Action is null || Where?.Action is not { } action || Action == action || contact.CurrentAction == action);
}

/// <param name="Moved">How many contacts went, or would go, to a receiver.</param>
public sealed record Reassignment(int Moved, IReadOnlyList<SkippedContacts> Skipped);

/// <param name="Reason">Why they stay.</param>
public sealed record SkippedContacts(RefusalCode Reason, int Contacts);
