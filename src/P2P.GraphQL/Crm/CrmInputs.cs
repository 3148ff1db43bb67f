using System.ComponentModel;
using GraphQL;
using NodaTime;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Scalars;
using P2P.Sdk.Crm;

namespace P2P.GraphQL.Crm;

[Description("All mappings, as they are to be; ids are the catalog's.")]
public sealed class SetCrmInput
{
    [Description("As read; 0 before the first save.")]
    public required int Version { get; init; }

    [Description("Whether changes are sent from now on.")]
    public required bool IsOn { get; init; }

    [EmptyList]
    [Description("Each tag once.")]
    public required IReadOnlyList<CrmTagMappingInput> Tags { get; init; }

    [EmptyList]
    [Description("Each custom field once.")]
    public required IReadOnlyList<CrmFieldMappingInput> Fields { get; init; }

    [EmptyList]
    [Description("Each result once.")]
    public required IReadOnlyList<CrmResultMappingInput> Results { get; init; }

    internal CrmSetupInput ToInput() => new(
        IsOn,
        [.. Tags.Select(tag => new CrmTagInput(tag.Tag, tag.CodeId))],
        [
            .. Fields.Select(field => new CrmFieldInput(
                NodeId.Field(field.FieldId), field.QuestionId, [.. field.Answers.Select(a => new CrmAnswerInput(a.Option, a.AnswerId))])),
        ],
        [.. Results.Select(result => new CrmResultInput(result.Result, result.CodeId))],
        Version);
}

[Description("Which tag is which code there.")]
public sealed class CrmTagMappingInput
{
    [Description("A tag of the campaign, in any spelling; \"Opt Out\" is a result.")]
    public required string Tag { get; init; }

    [Description("Of the catalog's `codes`.")]
    public required string CodeId { get; init; }
}

[Description("Which custom field answers which question there.")]
public sealed class CrmFieldMappingInput
{
    [Id]
    [Description("A custom field with options.")]
    public required string FieldId { get; init; }

    [Description("Of the catalog's `questions`.")]
    public required string QuestionId { get; init; }

    [Description("Options that are not here are not told.")]
    public required IReadOnlyList<CrmAnswerMappingInput> Answers { get; init; }
}

[Description("Which option is which answer there.")]
public sealed class CrmAnswerMappingInput
{
    [Description("An option of the field, in any case.")]
    public required string Option { get; init; }

    [Description("Of the question's `answers`.")]
    public required string AnswerId { get; init; }
}

[Description("What came of a contact is which result there.")]
public sealed class CrmResultMappingInput
{
    [Description("Any but MARKS.")]
    public required CrmEntryKind Result { get; init; }

    [Description("Of the catalog's `results`.")]
    public required string CodeId { get; init; }
}

[Description("Which failed entries are sent again.")]
public sealed class ResendCrmEntriesInput
{
    [Id]
    [Description("1 to 1,000; null: all that failed.")]
    public IReadOnlyList<string>? EntryIds { get; init; }
}

[Description("Who becomes a contact.")]
public sealed class OpenCrmPersonInput
{
    [Description("The CRM's id, as `crmPeople` gave it.")]
    public required string PersonId { get; init; }
}

[Description("From when on the CRM is told again.")]
public sealed class ReplayCrmEntriesInput
{
    [Description("When the first thing happened that it is told again; of an entry, its `at`.")]
    public required Instant Since { get; init; }
}
