using P2P.Sdk.Contacts;

namespace P2P.Sdk.Tests.Contacts.Import;

internal static class TestFields
{
    public static CustomField Text(string slug, string title) => new(CustomFieldId.New(), slug, title, CustomFieldKind.Text, []);

    public static CustomField MultiValue(string slug, string title) => new(CustomFieldId.New(), slug, title, CustomFieldKind.MultiValueText, []);

    public static CustomField Selection(string slug, string title, params string[] options) =>
        new(CustomFieldId.New(), slug, title, CustomFieldKind.Selection, options);
}
