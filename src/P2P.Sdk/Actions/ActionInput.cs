using P2P.Sdk.Contacts;
using P2P.Sdk.Districts;
using P2P.Sdk.Reports;
using P2P.Sdk.Scripts;
using P2P.Sdk.Scripts.Images;

namespace P2P.Sdk.Actions;

/// <summary>What an admin says of an action; in an edit, what is <see langword="null"/> stays as it is.</summary>
public sealed record ActionInput
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? Disclaimer { get; init; }

    /// <summary>The name of its folder, without regard to case; one that does not exist is made. Empty: it lies in none.</summary>
    public string? Folder { get; init; }

    public StartLabel? StartLabel { get; init; }

    public ContactListId? List { get; init; }

    /// <summary>All of them, in their order.</summary>
    public IReadOnlyList<ScriptInput>? InitialScripts { get; init; }

    /// <summary>All of them, in their order.</summary>
    public IReadOnlyList<ScriptInput>? ResponseScripts { get; init; }

    public bool? KeepAssignments { get; init; }

    /// <summary>The name of an <see cref="Assignments.Strategies.IAssignmentStrategy"/>; may be changed at any time.</summary>
    public string? Strategy { get; init; }

    public bool? BlankMissingValues { get; init; }

    public IReadOnlyList<string>? PreferredAreaCodes { get; init; }

    /// <summary>At most 100; empty: no limit. Fixed once the action was published.</summary>
    public IReadOnlyList<DistrictId>? Districts { get; init; }

    /// <summary><c>en</c> or <c>es</c>; empty: no limit. Fixed once the action was published.</summary>
    public string? Language { get; init; }

    /// <summary>Tags of the report form; with no field and none of these, the form has the default ones.</summary>
    public IReadOnlyList<string>? ReportTags { get; init; }

    /// <summary>Custom fields of the report form, by slug.</summary>
    public IReadOnlyList<string>? ReportFields { get; init; }
}

/// <param name="Name">1 to 100 characters.</param>
public sealed record ScriptInput(string Name, string Text)
{
    /// <summary>The script that this is an edit of; <see langword="null"/>: a new one.</summary>
    public ScriptId? Id { get; init; }

    public int Weight { get; init; } = 1;

    /// <summary>One that was uploaded; <see langword="null"/>: none.</summary>
    public ScriptImageId? Image { get; init; }

    public string Group { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<FieldInput> Fields { get; init; } = [];

    public bool AsksForReport { get; init; }
}
