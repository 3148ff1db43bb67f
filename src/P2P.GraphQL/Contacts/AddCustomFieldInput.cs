using System.ComponentModel;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Scalars;
using P2P.Sdk;
using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts;

namespace P2P.GraphQL.Contacts;

[Description("A new custom field.")]
public sealed class AddCustomFieldInput
{
    [Description("The name that people read.")]
    public required string Title { get; init; }

    [Description("The name in scripts and headers; where left out, the title in snake_case.")]
    public string? Slug { get; init; }

    [DefaultValue(CustomFieldKind.Text)]
    [Description("What values it takes.")]
    public CustomFieldKind Kind { get; init; }

    [EmptyList]
    [Description("For SELECTION: the values there are.")]
    public IReadOnlyList<string> Options { get; init; } = [];

    [DefaultValue("")]
    [Description("Stands in scripts for a contact without a value; empty: none.")]
    public string DefaultValue { get; init; } = "";

    [DefaultValue(false)]
    [Description("Whether an action without report settings of its own offers it.")]
    public bool IsDefault { get; init; }

    internal CustomField ToField() => new()
    {
        Id = CustomFieldId.New(),
        Slug = Slug ?? ScriptSlug.From(Title),
        Title = Title,
        Kind = Kind,
        Options = Options,
        DefaultValue = DefaultValue,
        IsDefault = IsDefault,
    };
}

[Description("The field as it now is.")]
public sealed class AddCustomFieldPayload(Outcome<CustomField> outcome) : Payload(outcome.Refusals)
{
    [Description("Null where none was made.")]
    public CustomFieldNode? CustomField => outcome.Value is { } made ? new(made) : null;
}
