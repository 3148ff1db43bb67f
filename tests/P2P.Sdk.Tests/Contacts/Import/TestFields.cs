using P2P.Sdk.Contacts;

namespace P2P.Sdk.Tests.Contacts.Import;

internal static class TestFields
{
    public static CustomField Text(string slug, string title) => new() { Id = CustomFieldId.New(), Slug = slug, Title = title };

    public static CustomField MultiText(string slug, string title) => Text(slug, title) with { Kind = CustomFieldKind.MultiText };

    public static CustomField Selection(string slug, string title, params string[] options) =>
        Text(slug, title) with { Kind = CustomFieldKind.Selection, Options = options };
}
