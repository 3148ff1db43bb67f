using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Contacts;

namespace P2P.GraphQL.Contacts;

[Description("What is to change of a custom field; what is left out stays. Its slug and kind stay always.")]
public sealed class EditCustomFieldInput
{
    [Id]
    [Description("The field.")]
    public required string CustomFieldId { get; init; }

    [Description("The name that people read.")]
    public string? Title { get; init; }

    [Description("For SELECTION: all the values there are. One that contacts have and that is missing here stays with them.")]
    public IReadOnlyList<string>? Options { get; init; }

    [Description("Stands in scripts for a contact without a value; empty: none.")]
    public string? DefaultValue { get; init; }

    [Description("Whether an action without report settings of its own offers it.")]
    public bool? IsDefault { get; init; }

    internal CustomFieldId Field => NodeId.Field(CustomFieldId);

    internal CustomFieldEdit ToEdit() => new() { Title = Title, Options = Options, DefaultValue = DefaultValue, IsDefault = IsDefault };
}

[Description("The field as it now is.")]
public sealed class EditCustomFieldPayload(Outcome<CustomField> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where none was edited.")]
    public CustomFieldNode? CustomField => outcome.Value is { } edited ? new(edited) : null;
}
