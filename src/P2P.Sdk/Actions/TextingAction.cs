using NodaTime;
using P2P.Sdk.Actions.Folders;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.Contacts;
using P2P.Sdk.Districts;
using P2P.Sdk.Scripts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Actions;

/// <summary>One outreach: whom to text, with which scripts.</summary>
public sealed record TextingAction
{
    public required ActionId Id { get; init; }

    /// <summary>Raised by every save.</summary>
    public int Version { get; init; } = 1;

    public required Instant CreatedAt { get; init; }

    /// <summary>1 to 200 characters.</summary>
    public required string Title { get; init; }

    public string Description { get; init; } = "";

    /// <summary>Shown at the foot of the action's page.</summary>
    public string Disclaimer { get; init; } = "";

    /// <summary><see langword="null"/>: it lies in none.</summary>
    public FolderId? Folder { get; init; }

    /// <summary>Shown to users beside the title, never sent. It is set and removed by <see cref="PhotoService"/>, and has a
    /// version of its own.</summary>
    public ActionPhoto? Photo { get; init; }

    public StartLabel StartLabel { get; init; }

    /// <summary>Whom to text; may be missing in a draft.</summary>
    public ContactListId? List { get; init; }

    public ActionState State { get; init; }

    public Instant? PublishesAt { get; init; }

    /// <summary>Whether it ever was open to every volunteer. It then stays so: closed and published again too.</summary>
    public bool WasPublic { get; init; }

    /// <summary>Targets start with the contact's holder, and nobody else may text them (ACT-7).</summary>
    public bool KeepAssignments { get; init; }

    /// <summary>Which contacts a user gets, by the name of an <see cref="IAssignmentStrategy"/> (MNG-4).</summary>
    public string Strategy { get; init; } = FirstCome.Called;

    /// <summary>A variable without a value leaves a blank instead of holding the contact back (VAR-9).</summary>
    public bool BlankMissingValues { get; init; }

    /// <summary>Three digits each, instead of the campaign's (ACT-6); empty: the campaign's.</summary>
    public IReadOnlyList<string> PreferredAreaCodes { get; init; } = [];

    /// <summary>Only users whose ZIP lies in one of them see and claim it; empty: whatever their ZIP. Fixed from the first
    /// publishing (PUB-3).</summary>
    public IReadOnlyList<DistrictId> Districts { get; init; } = [];

    /// <summary>Only users of this language see and claim it: <c>en</c> or <c>es</c>; <see langword="null"/>: whatever theirs is.
    /// Fixed from the first publishing (PUB-3).</summary>
    public string? Language { get; init; }

    /// <summary>All scripts in their order, retired ones included.</summary>
    public IReadOnlyList<Script> Scripts { get; init; } = [];

    /// <summary>Tags of the report form; empty: the campaign's default ones (ACT-8).</summary>
    public IReadOnlyList<string> ReportTags { get; init; } = [];

    /// <summary>Custom fields of the report form; empty: the campaign's default ones (ACT-8).</summary>
    public IReadOnlyList<CustomFieldId> ReportFields { get; init; } = [];

    /// <summary>Whether users can text its targets now.</summary>
    public bool IsLive => State is ActionState.PublishedPrivate or ActionState.PublishedPublic;

    public IEnumerable<Script> InitialScripts => Scripts.Where(s => s.Kind == ScriptKind.Initial && !s.IsRetired);

    public IEnumerable<Script> ResponseScripts => Scripts.Where(s => s.Kind == ScriptKind.Response && !s.IsRetired);

    /// <summary>Whether it is for some users only, by their profile.</summary>
    public bool IsLimited => Language is not null || Districts.Count > 0;

    /// <summary>Whether its limits let a user in: both must hold.</summary>
    /// <param name="user"><see langword="null"/>: one that the campaign does not have, whom only what is not limited lets in.</param>
    /// <param name="isInDistrict">Whether the user's ZIP lies in one of <see cref="Districts"/>.</param>
    public bool Admits(User? user, bool isInDistrict) => !IsLimited
        || (user is not null && (Language is null || user.Language == Language) && (Districts.Count == 0 || isInDistrict));

    public Script? FindScript(ScriptId id) => Scripts.FirstOrDefault(s => s.Id == id);
}

/// <summary>What the start button says (ACT-1).</summary>
public enum StartLabel
{
    StartTexting,
    Start,
    GetStarted,
    TakeAction,
    ContactVoters,
}
