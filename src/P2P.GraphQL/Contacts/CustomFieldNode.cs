using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Name("CustomField")]
[Description("Something that a campaign knows of its contacts beyond name and address.")]
public sealed class CustomFieldNode(CustomField field)
{
    [Id]
    [Description("The field's id.")]
    public string Id => NodeId.Of(field.Id);

    [Description("The name in scripts, headers and inputs.")]
    public string Slug => field.Slug;

    [Description("The name that people read.")]
    public string Title => field.Title;

    [Description("What values it takes.")]
    public CustomFieldKind Kind => field.Kind;

    [Description("For SELECTION: the values there are.")]
    public IReadOnlyList<string> Options => field.Options;

    [Description("Stands in scripts for a contact without a value; empty: none.")]
    public string DefaultValue => field.DefaultValue;

    [Description("Whether an action without report settings of its own offers it.")]
    public bool IsDefault => field.IsDefault;
}
