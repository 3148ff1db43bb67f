using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Name("CustomField")]
[Description("Something that a campaign knows of its contacts beyond name and address.")]
public sealed class CustomFieldNode(CustomField customField)
{
    [Id]
    [Description("The field's id.")]
    public string Id => NodeId.Of(customField.Id);

    [Description("The name in scripts, headers and inputs.")]
    public string Slug => customField.Slug;

    [Description("The name that people read.")]
    public string Title => customField.Title;

    [Description("What values it takes.")]
    public CustomFieldKind Kind => customField.Kind;

    [Description("For SELECTION: the values there are.")]
    public IReadOnlyList<string> Options => customField.Options;

    [Description("Stands in scripts for a contact without a value; empty: none.")]
    public string DefaultValue => customField.DefaultValue;

    [Description("Whether an action without report settings of its own offers it.")]
    public bool IsDefault => customField.IsDefault;
}
