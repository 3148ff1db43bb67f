using System.ComponentModel;
using GraphQL.DataLoader;
using P2P.GraphQL.Loading;
using P2P.Sdk;
using P2P.Sdk.Contacts;
using P2P.Sdk.Reports;

namespace P2P.GraphQL.Contacts;

[Description("A custom field's value.")]
public sealed class FieldValue(CustomField customField, string value)
{
    [Description("The custom field's slug.")]
    public string Field => customField.Slug;

    [Description("The custom field's title.")]
    public string Title => customField.Title;

    [Description("Several values stand one a line.")]
    public string Value => value;

    /// <summary>In the order of the campaign's fields.</summary>
    internal static IDataLoaderResult<IReadOnlyList<FieldValue>> All(
        Loaders loaders, Actor actor, IReadOnlyDictionary<CustomFieldId, string> values) => values.Count == 0
        ? new Known<IReadOnlyList<FieldValue>>([])
        : loaders.Fields.Load<IReadOnlyList<FieldValue>>(actor, actor.Campaign, fields =>
            [.. (fields ?? []).Where(f => values.ContainsKey(f.Id)).Select(f => new FieldValue(f, values[f.Id]))]);
}

[Description("A value for a custom field.")]
public sealed class FieldValueInput
{
    [Description("The custom field's slug.")]
    public required string Field { get; init; }

    [Description("Several values stand one a line; empty clears.")]
    public required string Value { get; init; }

    internal FieldInput ToInput() => new(Field, Value);
}
