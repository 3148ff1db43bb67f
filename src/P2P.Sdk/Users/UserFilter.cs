using NodaTime;
using P2P.Sdk.Actions;
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

    /// <summary>In which action the conditions below hold; needed by each of them.</summary>
    public ActionId? Action { get; init; }

    /// <summary>Whether the action was sent to the user, or is or was public and its limits let the user in.</summary>
    public bool? HasReceived { get; init; }

    /// <summary>Whether the user pressed Start.</summary>
    public bool? HasStarted { get; init; }

    /// <summary>Whether the user finished a bucket.</summary>
    public bool? HasCompleted { get; init; }

    /// <summary>Contacts of theirs, texted ones included.</summary>
    public NumberRange? Assigned { get; init; }

    /// <summary>Opening texts that they sent.</summary>
    public NumberRange? Sent { get; init; }

    /// <summary>Contacts that they texted and that answered.</summary>
    public NumberRange? Replied { get; init; }

    /// <summary>Reports that they filed.</summary>
    public NumberRange? Reports { get; init; }

    /// <summary>Conversations of theirs that need attention.</summary>
    public NumberRange? NeedsAttention { get; init; }

    /// <summary>Active then or later.</summary>
    public Instant? ActiveSince { get; init; }

    /// <summary>Not active since then, or never.</summary>
    public Instant? IdleSince { get; init; }

    /// <summary>Whether something is asked that only an action answers.</summary>
    internal bool AsksOfAction => HasReceived is not null || HasStarted is not null || HasCompleted is not null
        || Assigned is not null || Sent is not null || Replied is not null || Reports is not null || NeedsAttention is not null
        || ActiveSince is not null || IdleSince is not null;

    /// <param name="isInList">Whether the user is in <see cref="List"/>.</param>
    /// <param name="isInDistrict">Whether the user's ZIP lies in <see cref="District"/>.</param>
    /// <param name="inAction">What the user has done in <see cref="Action"/>.</param>
    public bool Matches(
        User user, Func<User, UserListId, bool> isInList, Func<User, DistrictId, bool> isInDistrict,
        Func<User, ActionId, UserInAction> inAction) =>
        !user.IsRemoved
        && (Team is not { } team || user.Team == team)
        && (List is not { } list || isInList(user, list))
        && (District is not { } district || isInDistrict(user, district))
        && (Language is not { } language || user.Language == language)
        && (Role is not { } role || user.Role == role)
        && (IsFrozen is not { } frozen || user.IsFrozen == frozen)
        && (Search?.Trim() is not { Length: > 0 } search
            || new[] { user.FirstName, user.LastName, user.Email }.Any(
                text => text.StartsWith(search, StringComparison.OrdinalIgnoreCase)))
        && (!AsksOfAction || (Action is { } action && MatchesIn(inAction(user, action))));

    /// <summary>What no search can be made with.</summary>
    internal Refusal? Fault => !KeptText.Fits(Search) ? null // Nobody has such a name.
        : AsksOfAction && Action is null ? Refusal.Invalid("Say in which action these numbers are meant.", "actionId")
        : null;

    /// <summary>All that it says, one after the other, for a hash: two of the same say the same.</summary>
    internal IEnumerable<string?> Parts() =>
    [
        $"{Team}", $"{List}", $"{District}", Language, $"{Role}", $"{IsFrozen}", Search, $"{Action}", $"{HasReceived}",
        $"{HasStarted}", $"{HasCompleted}", $"{Assigned}", $"{Sent}", $"{Replied}", $"{Reports}", $"{NeedsAttention}",
        $"{ActiveSince?.ToUnixTimeTicks()}", $"{IdleSince?.ToUnixTimeTicks()}",
    ];

    private bool MatchesIn(UserInAction user) =>
        (HasReceived is not { } received || user.HasReceived == received)
        && (HasStarted is not { } started || user.HasStarted == started)
        && (HasCompleted is not { } completed || user.Numbers.Performs > 0 == completed)
        && Assigned?.Holds(user.Numbers.Assigned) != false
        && Sent?.Holds(user.Numbers.Sent) != false
        && Replied?.Holds(user.Numbers.Replied) != false
        && Reports?.Holds(user.Numbers.Reports) != false
        && NeedsAttention?.Holds(user.Numbers.NeedsAttention) != false
        && (ActiveSince is not { } since || user.LastActiveAt >= since)
        && (IdleSince is not { } until || user.LastActiveAt is not { } last || last < until);

    /// <summary>Without what is searched for: whoever logs it logs no name or address.</summary>
    public override string ToString() => nameof(UserFilter);
}
