using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>Which untexted contacts go back to the pool. All sources that are said hold at once; at least one is needed.</summary>
public sealed record ReleaseInput
{
    /// <summary>What is assigned in this action.</summary>
    public ActionId? Action { get; init; }

    /// <summary>What is assigned to this user.</summary>
    public UserId? FromUser { get; init; }

    /// <summary>At most <see cref="ContactFilter.MostContacts"/>.</summary>
    public IReadOnlyList<ContactId>? Contacts { get; init; }

    public ContactFilter? Where { get; init; }

    /// <summary>Says what would happen, and changes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Without names: it may be logged.</summary>
    public override string ToString() => nameof(ReleaseInput);
}
