using P2P.Sdk.Reports;
using P2P.Sdk.Scripts;

namespace P2P.Sdk.Contacts;

/// <summary>Reads tags and field values that users name, against those that the campaign has.</summary>
internal static class KnownMarks
{
    /// <returns>The tags in the spelling that the campaign has.</returns>
    /// <param name="path">Where in the input they stand.</param>
    public static IReadOnlyList<string> ReadTags(
        IReadOnlyList<string> names, IReadOnlyList<Tag> known, string path, List<Refusal> refusals)
    {
        var tags = new List<string>();
        for (var i = 0; i < names.Count; i++)
        {
            var isOptOut = Tag.IsOptOut(names[i]);
            var tag = known.FirstOrDefault(k => isOptOut ? Tag.IsOptOut(k.Name) : Tag.Key(k.Name) == Tag.Key(names[i]));
            if (tag is null)
            {
                refusals.Add(Refusal.Invalid("The campaign has no tag of this name.", path, $"{i}"));
            }
            else
            {
                tags.Add(tag.Name);
            }
        }

        return tags;
    }

    public static IReadOnlyDictionary<CustomFieldId, string> ReadFields(
        IReadOnlyList<FieldInput> inputs, IReadOnlyList<CustomField> known, string path, List<Refusal> refusals)
    {
        var values = new Dictionary<CustomFieldId, string>();
        for (var i = 0; i < inputs.Count; i++)
        {
            if (known.FirstOrDefault(f => Names(f, inputs[i].Field)) is not { } field)
            {
                refusals.Add(Refusal.Invalid("The campaign has no custom field of this slug.", path, $"{i}", "field"));
            }
            else if (!KeptText.Fits(inputs[i].Value))
            {
                refusals.Add(KeptText.Refuse(path, $"{i}", "value"));
            }
            else if (Value(field, inputs[i].Value) is not { } value)
            {
                refusals.Add(Refusal.Invalid(
                    $"\"{field.Title}\" takes one of: {string.Join(", ", field.Options)}.", path, $"{i}", "value"));
            }
            else
            {
                values[field.Id] = value;
            }
        }

        return values;
    }

    /// <summary>Whether the name is the field's slug, with or without the prefix, in any case.</summary>
    public static bool Names(CustomField field, string name) =>
        Bare(field.Slug).Equals(Bare(name.Trim()), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string slug) =>
        slug.StartsWith(ScriptVariables.FieldPrefix, StringComparison.OrdinalIgnoreCase)
            ? slug[ScriptVariables.FieldPrefix.Length..]
            : slug;

    // A selection takes its options only, in their own spelling; every field can be cleared.
    private static string? Value(CustomField field, string value)
    {
        var trimmed = value.Trim();
        return field.Kind != CustomFieldKind.Selection || trimmed.Length == 0
            ? trimmed
            : field.Options.FirstOrDefault(o => o.Equals(trimmed, StringComparison.OrdinalIgnoreCase));
    }
}
