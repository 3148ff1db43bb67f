using System.ComponentModel;
using GraphQL;
using P2P.Sdk.Crm;

namespace P2P.GraphQL.Crm;

[Name("CrmCatalog")]
[Description("What there is to map to, by the CRM's own names.")]
public sealed class CrmCatalogView(CrmCatalog catalog)
{
    [Description("For tags: in VAN the active activist codes.")]
    public IReadOnlyList<CrmNameView> Codes => [.. catalog.Codes.Select(code => new CrmNameView(code))];

    [Description("For custom fields: in VAN the active survey questions.")]
    public IReadOnlyList<CrmQuestionView> Questions => [.. catalog.Questions.Select(question => new CrmQuestionView(question))];

    [Description("For results: in VAN the result codes.")]
    public IReadOnlyList<CrmNameView> Results => [.. catalog.Results.Select(result => new CrmNameView(result))];
}

[Name("CrmQuestion")]
[Description("A question of the CRM's.")]
public sealed class CrmQuestionView(CrmQuestion question)
{
    [Description("The CRM's id.")]
    public string Id => question.Id;

    [Description("What the CRM calls it.")]
    public string Name => question.Name;

    [Description("The answers it takes.")]
    public IReadOnlyList<CrmNameView> Answers => [.. question.Answers.Select(answer => new CrmNameView(answer))];
}
