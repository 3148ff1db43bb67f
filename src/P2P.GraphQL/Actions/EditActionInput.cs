using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scripts;
using P2P.Sdk.Actions;

namespace P2P.GraphQL.Actions;

[Description("What changes of an action: what is not null.")]
public sealed class EditActionInput
{
    [Id]
    [Description("The action.")]
    public required string ActionId { get; init; }

    [Description("The version that was read; another one by now is a CONFLICT.")]
    public int Version { get; init; }

    [Description("1 to 200 characters.")]
    public string? Title { get; init; }

    [Description("What volunteers read before they start.")]
    public string? Description { get; init; }

    [Description("Which contacts a user gets: FIRST_COME (the default), OPEN_WINDOW_FIRST, EVEN_SPLIT, or another that the server has.")]
    public string? AssignmentStrategy { get; init; }

    [Description("Shown at the foot of the action's page.")]
    public string? Disclaimer { get; init; }

    [Description("The folder's name, without regard to case; one that does not exist is made. Empty: none.")]
    public string? Folder { get; init; }

    [Description("What the start button says.")]
    public StartLabel? StartLabel { get; init; }

    [Id]
    [Description("Cannot be changed once the action was published.")]
    public string? ListId { get; init; }

    [Description("All of them, in their order; those with an `id` are edits of what there is, the others new.")]
    public IReadOnlyList<ScriptInputView>? InitialScripts { get; init; }

    [Description("All of them, in their order; those with an `id` are edits of what there is, the others new.")]
    public IReadOnlyList<ScriptInputView>? ResponseScripts { get; init; }

    [Description("Whether targets start with whoever holds the contact, and nobody else may text them.")]
    public bool? KeepAssignments { get; init; }

    [Description("A variable without a value leaves a blank, instead of holding the contact back.")]
    public bool? BlankMissingValues { get; init; }

    [Description("Three digits each, instead of the campaign's.")]
    public IReadOnlyList<string>? PreferredAreaCodes { get; init; }

    [Id]
    [Description("At most 100: only users whose ZIP lies in one of them see and claim it; []: whatever their ZIP. Fixed once the action was published.")]
    public IReadOnlyList<string>? DistrictIds { get; init; }

    [Description("en or es: only users of this language see and claim it; \"\": whatever theirs is. Fixed once the action was published.")]
    public string? Language { get; init; }

    [Description("Tags of the report form; where neither tags nor fields are chosen, it has the default ones. Opt Out is in it in any case.")]
    public IReadOnlyList<string>? ReportTags { get; init; }

    [Description("Custom fields of the report form, by slug.")]
    public IReadOnlyList<string>? ReportFields { get; init; }

    internal ActionInput ToInput() => new()
    {
        Title = Title,
        Description = Description,
        Disclaimer = Disclaimer,
        Folder = Folder,
        StartLabel = StartLabel,
        List = ListId is { } list ? NodeId.List(list) : null,
        InitialScripts = InitialScripts is { } initial ? [.. initial.Select(script => script.ToInput())] : null,
        ResponseScripts = ResponseScripts is { } response ? [.. response.Select(script => script.ToInput())] : null,
        KeepAssignments = KeepAssignments,
        Strategy = AssignmentStrategy,
        BlankMissingValues = BlankMissingValues,
        PreferredAreaCodes = PreferredAreaCodes,
        Districts = DistrictIds is { } districts ? [.. districts.Select(NodeId.District)] : null,
        Language = Language,
        ReportTags = ReportTags,
        ReportFields = ReportFields,
    };
}
