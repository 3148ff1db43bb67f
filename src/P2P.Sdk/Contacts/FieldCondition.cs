namespace P2P.Sdk.Contacts;

/// <summary>What a contact's value of a custom field is to be.</summary>
/// <param name="Field">A field of the campaign.</param>
/// <param name="Value">The value, or one line of it, without regard to the case of the letters A to Z;
/// <see langword="null"/>: any value; empty: none.</param>
public sealed record FieldCondition(CustomFieldId Field, string? Value)
{
    /// <summary>What is compared: the value in small letters A to Z, trimmed; <see langword="null"/> where any or none is
    /// wanted.</summary>
    public string? Folded => Value?.Trim() is { Length: > 0 } value ? Fold(value) : null;

    /// <summary>Whether any value is wanted, or none.</summary>
    public bool AnyValue => Value is null;

    public bool Matches(Contact contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        var value = contact.Fields.GetValueOrDefault(Field);
        return Folded is { } wanted
            ? value is not null && $"\n{Fold(value)}\n".Contains($"\n{wanted}\n", StringComparison.Ordinal)
            : value is not null == AnyValue;
    }

    /// <summary>Its field only: whoever logs it logs no value.</summary>
    public override string ToString() => $"FieldCondition {Field}";

    // Databases fold other letters each in its own way.
    private static string Fold(string text) => string.Create(text.Length, text, (folded, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            folded[i] = char.IsAsciiLetterUpper(from[i]) ? char.ToLowerInvariant(from[i]) : from[i];
        }
    });
}
