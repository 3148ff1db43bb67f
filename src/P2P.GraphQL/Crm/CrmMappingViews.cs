using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Crm;

namespace P2P.GraphQL.Crm;

[Name("CrmName")]
[Description("Something of the CRM's.")]
public sealed class CrmNameView(CrmName name)
{
    [Description("The CRM's id, as its catalog has it.")]
    public string Id => name.Id;

    [Description("What the CRM calls it, or called it when it was chosen.")]
    public string Name => name.Name;
}

[Name("CrmTagMapping")]
[Description("Which tag is which code there.")]
public sealed class CrmTagMappingView(CrmTagMapping mapping)
{
    [Description("The tag, in small letters.")]
    public string Tag => mapping.Tag;

    [Description("In VAN an activist code: applied with the tag, and removed with it.")]
    public CrmNameView Code => new(mapping.Code);
}

[Name("CrmFieldMapping")]
[Description("Which custom field answers which question there.")]
public sealed class CrmFieldMappingView(CrmFieldMapping mapping)
{
    [Id]
    [Description("The custom field.")]
    public string FieldId => NodeId.Of(mapping.Field);

    [Description("In VAN a survey question.")]
    public CrmNameView Question => new(mapping.Question);

    [Description("Options that are not here are not told.")]
    public IReadOnlyList<CrmAnswerMappingView> Answers => [.. mapping.Answers.Select(answer => new CrmAnswerMappingView(answer))];
}

[Name("CrmAnswerMapping")]
[Description("Which option is which answer there.")]
public sealed class CrmAnswerMappingView(CrmAnswerMapping mapping)
{
    [Description("The field's option.")]
    public string Option => mapping.Option;

    [Description("In VAN a survey response.")]
    public CrmNameView Answer => new(mapping.Answer);
}

[Name("CrmResultMapping")]
[Description("What came of a contact is which result there.")]
public sealed class CrmResultMappingView(CrmResultMapping mapping)
{
    [Description("What came of it.")]
    public CrmEntryKind Result => mapping.Result;

    [Description("In VAN a result code.")]
    public CrmNameView Code => new(mapping.Code);
}
