using P2P.Sdk.Actions;
using P2P.Sdk.Contacts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Assignments;

/// <summary>Whose contacts go to whom. All sources that are said hold at once; at least one is needed. Receivers are united.</summary>
public sealed record ReassignInput
{
    /// <summary>Untexted targets of this action, and conversations whose current action it is.</summary>
    public ActionId? Action { get; init; }

    /// <summary>What this user holds, and is to text.</summary>
    public UserId? FromUser { get; init; }

    /// <summary>At most <see cref="ContactFilter.MostContacts"/>.</summary>
    public IReadOnlyList<ContactId>? Contacts { get; init; }

    public ContactFilter? Where { get; init; }

    /// <summary>None of them frozen.</summary>
    public IReadOnlyList<UserId> ToUsers { get; init; } = [];

    /// <summary>The users of these lists, without those who are frozen.</summary>
    public IReadOnlyList<UserListId> ToUserLists { get; init; } = [];

    /// <summary>The users of these teams, without those who are frozen.</summary>
    public IReadOnlyList<TeamId> ToTeams { get; init; } = [];

    /// <summary>Says what would happen, and changes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Without names: it may be logged.</summary>
    public override string ToString() => nameof(ReassignInput);
}
