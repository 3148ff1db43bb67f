using P2P.Sdk.Scripts;

namespace P2P.Sdk.Contacts;

/// <summary>What is to change of a custom field; <see langword="null"/> leaves it.</summary>
public sealed record CustomFieldEdit
{
    /// <summary>1 to 100 characters, not another's.</summary>
    public string? Title { get; init; }

    /// <summary>For <see cref="CustomFieldKind.Selection"/>; all of them.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>Empty: none.</summary>
    public string? DefaultValue { get; init; }

    public bool? IsDefault { get; init; }

    /// <param name="fields">The campaign's.</param>
    /// <returns>The field as it is to be, or every reason against it; its slug and kind stay.</returns>
    public Outcome<CustomField> Apply(CustomField field, IEnumerable<CustomField> fields)
    {
        var edited = field with
        {
            Title = Title ?? field.Title,
            Options = Options ?? field.Options,
            DefaultValue = DefaultValue ?? field.DefaultValue,
            IsDefault = IsDefault ?? field.IsDefault,
        };
        return CustomFieldNames.Check(edited, fields) is { Count: > 0 } refusals ? Outcome.Refused<CustomField>(refusals) : edited;
    }
}
