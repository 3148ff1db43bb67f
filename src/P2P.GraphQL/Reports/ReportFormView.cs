using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Contacts;
using P2P.Sdk.Reports;

namespace P2P.GraphQL.Reports;

[Name("ReportForm")]
[Description("What users are asked in a report.")]
public sealed class ReportFormView(ReportForm form)
{
    [Description("Tags to put on the contact.")]
    public IReadOnlyList<TagView> Tags => [.. form.Tags.Select(tag => new TagView(tag))];

    [Description("Fields to set on the contact.")]
    public IReadOnlyList<CustomFieldNode> Fields => [.. form.Fields.Select(one => new CustomFieldNode(one))];
}
