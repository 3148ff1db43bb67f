using System.Buffers;
using P2P.Sdk.Links;

namespace P2P.Sdk.Scripts;

/// <summary>The name of a link variable: a slug in quotes, straight or curly, and <c>|trackable</c> (VAR-5).</summary>
internal static class TrackableName
{
    private static readonly SearchValues<char> Quotes = SearchValues.Create("'\"‘’“”");
    private const string Filter = "trackable";

    public static string Of(string slug) => $"'{slug}'|{Filter}";

    /// <returns>The slug as written; <see langword="null"/> if it is no such name. It may be one that nothing can have.</returns>
    public static string? Slug(ReadOnlySpan<char> name)
    {
        name = name.Trim();
        if (name.IsEmpty || !Quotes.Contains(name[0]))
        {
            return null;
        }

        var close = name[1..].IndexOfAny(Quotes);
        if (close < 0)
        {
            return null;
        }

        var rest = name[(close + 2)..].Trim();
        return rest is ['|', ..] && rest[1..].Trim().Equals(Filter, StringComparison.OrdinalIgnoreCase)
            ? name.Slice(1, close).Trim().ToString()
            : null;
    }

    /// <summary>A link that is known by its slug alone: one in a script that was checked when it was saved.</summary>
    public static ScriptVariable? Unchecked(string slug) => LinkSlug.IsValid(slug) ? Variable(new(slug, slug, LinkKind.Custom)) : null;

    public static ScriptVariable Variable(LinkName link) => new()
    {
        Group = ScriptVariableGroup.Link,
        Name = Of(link.Slug),
        Label = link.Title,
        Sample = "https://go.example.org/l/kT3xW9aB7cD2eF4gH",
        WhenEmpty = "Every text gets a link of its own; without the campaign's link domain there is none, and "
            + "the contact is held back with MISSING_VALUE.",
        Source = VariableSource.Link,
        Slug = link.Slug,
    };
}
