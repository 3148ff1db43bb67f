using System.Text;
using P2P.Sdk.Unicode;

namespace P2P.Sdk.Scripts;

/// <summary>The name that a custom field has in scripts and headers where the admin gave none (CON-6).</summary>
public static class ScriptSlug
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The title in snake_case without accents: <c>Número de hijos</c> is <c>numero_de_hijos</c>.</summary>
    /// <returns>Empty where the title has neither letter nor digit.</returns>
    public static string From(string title)
    {
        var slug = new StringBuilder(title.Length);
        foreach (var c in Normalization.WithoutAccents(title).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c))
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[^1] != '_' && c is not ('\'' or '’'))
            {
                slug.Append('_');
            }
        }

        slug.Length = Math.Min(slug.Length, MaxLength);
        return slug.ToString().TrimEnd('_');
    }

    /// <summary>Whether an admin may choose it: letters, digits and underscores, from 1 to <see cref="MaxLength"/>.</summary>
    public static bool IsValid(string slug) =>
        slug.Length is >= 1 and <= MaxLength && slug.All(c => c == '_' || char.IsLetterOrDigit(c)) && slug.Any(char.IsLetterOrDigit);
}
