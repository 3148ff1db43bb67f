using System.Collections.Frozen;
using System.Text.Json;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Unicode;

namespace P2P.Sdk.Scripts;

/// <summary>A link in a text.</summary>
/// <param name="Host">In lower case, such as <c>bit.ly</c>.</param>
/// <param name="IsShortener">Its host, or a domain above it, is a public link shortener or one that the campaign named.</param>
public sealed record ScriptLink(string Host, bool IsShortener);

/// <summary>Finds links in a text as a phone would, with or without a scheme (SCR-4).</summary>
public static class ScriptLinks
{
    private const string EndsOfToken = "<>\"“”()[]{},;|";

    private static readonly FrozenSet<string> Shorteners = Words("shorteners");
    private static readonly FrozenSet<string> Endings = Words("endings");

    /// <summary>In the order of the text. Hosts are compared, never parts of their names: <c>t.co</c> is not <c>walmart.com</c>.</summary>
    /// <param name="settings">Their link domain is never a shortener; their extra shorteners are.</param>
    public static IReadOnlyList<ScriptLink> Find(string text, TextingSettings settings)
    {
        var plain = Normalization.ComposeCompatible(text);
        var links = new List<ScriptLink>();
        for (var start = 0; start < plain.Length;)
        {
            var end = start;
            while (end < plain.Length && !char.IsWhiteSpace(plain[end]) && !EndsOfToken.Contains(plain[end]))
            {
                end++;
            }

            if (Host(plain.AsSpan(start, end - start)) is { } host)
            {
                links.Add(new(host, IsShortener(host, settings)));
            }

            start = end + 1;
        }

        return links;
    }

    private static bool IsShortener(string host, TextingSettings settings)
    {
        var extra = settings.ExtraLinkShorteners.Select(OfSetting).ToList();
        var own = OfSetting(settings.LinkDomain);
        for (var name = host; name.Length > 0; name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (name == own)
            {
                return false;
            }

            if (Shorteners.Contains(name) || extra.Contains(name))
            {
                return true;
            }

            if (!name.Contains('.', StringComparison.Ordinal))
            {
                break;
            }
        }

        return false;
    }

    /// <summary>The host of the link that a run without spaces holds, if it holds one.</summary>
    private static string? Host(ReadOnlySpan<char> token)
    {
        for (var at = 0; at < token.Length; at++)
        {
            var length = LengthOfName(token[at..]);
            if (length == 0)
            {
                continue;
            }

            var name = token.Slice(at, length);
            var rest = token[(at + length)..];
            if (rest.StartsWith("://"))
            {
                return name.Equals("http", StringComparison.OrdinalIgnoreCase) || name.Equals("https", StringComparison.OrdinalIgnoreCase)
                    ? HostOfAuthority(rest[3..]) : null;
            }

            var isMail = (at > 0 && token[at - 1] == '@') || rest.StartsWith("@");
            if (!isMail && Bare(name, hasPath: rest is ['/', _, ..]) is { } host)
            {
                return host;
            }

            at += length;
        }

        return null;
    }

    private static string? HostOfAuthority(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny('/', '?', '#');
        var authority = rest[..(end < 0 ? rest.Length : end)];
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        host = host[..LengthOfName(host)].Trim('.');
        return host.IsEmpty ? null : host.ToString().ToLowerInvariant();
    }

    /// <summary>A name without a scheme: a link if it begins with www, has a path, or ends as domains usually do.</summary>
    private static string? Bare(ReadOnlySpan<char> name, bool hasPath)
    {
        name = name.Trim('.');
        var dots = name.LastIndexOf("..", StringComparison.Ordinal);
        name = dots < 0 ? name : name[(dots + 2)..];
        var ending = name[(name.LastIndexOf('.') + 1)..];
        if (ending.Length == name.Length || ending.Length < 2 || !char.IsLetter(ending[0]) || !char.IsLetter(ending[^1]))
        {
            return null;
        }

        var host = name.ToString().ToLowerInvariant();
        var isSentence = char.IsUpper(ending[0]) && char.IsLower(ending[^1]); // "today.We": a space is missing.
        var known = Endings.Contains(ending.ToString().ToLowerInvariant()) || Shorteners.Contains(host);
        return hasPath || host.StartsWith("www.", StringComparison.Ordinal) || (known && !isSentence) ? host : null;
    }

    private static int LengthOfName(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] is '-' or '.'))
        {
            length++;
        }

        return length;
    }

    private static string OfSetting(string host) => HostOfAuthority(
        host.Trim() is var trimmed && trimmed.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0
            ? trimmed[(scheme + 3)..] : trimmed) ?? "";

    private static FrozenSet<string> Words(string name)
    {
        using var stream = typeof(ScriptLinks).Assembly.GetManifestResourceStream("link-hosts.json")
            ?? throw new InvalidOperationException("The resource link-hosts.json is missing from the assembly.");
        using var data = JsonDocument.Parse(stream);
        return data.RootElement.GetProperty(name).GetString()!.Split(' ').ToFrozenSet();
    }
}
