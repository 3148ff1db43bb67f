using System.Buffers;

namespace P2P.Sdk.Links;

/// <summary>How links and forms are called in scripts and addresses.</summary>
internal static class LinkSlug
{
    public const int MaxLength = 50;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    public static bool IsValid(string slug) =>
        slug.Length is >= 1 and <= MaxLength && !slug.AsSpan().ContainsAnyExcept(Letters);

    /// <summary>The same for two slugs exactly where they name the same.</summary>
    public static string Key(string slug) => slug.ToUpperInvariant();

    /// <summary>What is wrong with the slug of a new link or form.</summary>
    public static Refusal? Check(string slug) =>
        !IsValid(slug) ? Refusal.Invalid($"A slug has 1 to {MaxLength} letters, digits, hyphens and underscores, such as donate.", "slug")
        : Key(slug) == Key(LinkName.Campaign) ? Refusal.Invalid("The slug campaign is that of the campaign's join page. Choose another.", "slug")
        : null;
}
