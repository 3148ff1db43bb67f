using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace P2P.Sdk.OptOuts;

/// <summary>Whole messages that say one thing: <c>STOP</c>, <c>“Stop!”</c>, <c>opt-out</c>.</summary>
internal sealed class ReplyKeywords
{
    /// <summary>In characters; no keyword is longer.</summary>
    private const int MaxLength = 16;

    private readonly FrozenDictionary<string, ReplyClass>.AlternateLookup<ReadOnlySpan<char>> _classes;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _optOutLetters;

    private ReplyKeywords(Dictionary<string, ReplyClass> classes)
    {
        _classes = classes.ToFrozenDictionary().GetAlternateLookup<ReadOnlySpan<char>>();
        _optOutLetters = classes.Where(keyword => keyword.Value == ReplyClass.OptOut)
            .Select(keyword => string.Concat(keyword.Key.Where(char.IsAsciiLetterOrDigit)))
            .ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static ReplyKeywords Read(JsonElement lists)
    {
        var classes = new Dictionary<string, ReplyClass>();
        Add("optOut", ReplyClass.OptOut);
        Add("start", ReplyClass.Start);
        Add("help", ReplyClass.Help);
        return new(classes);

        void Add(string list, ReplyClass replyClass)
        {
            foreach (var keyword in lists.GetProperty(list).EnumerateArray())
            {
                classes.Add(keyword.GetString()!, replyClass);
            }
        }
    }

    /// <summary>The class of a text that is a keyword but for case, hyphens, space, and signs around it.</summary>
    public ReplyClass Find(ReadOnlySpan<char> text)
    {
        text = WithoutSignsAround(text);
        Span<char> keyword = stackalloc char[MaxLength];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsControl(c) && !char.IsWhiteSpace(c))
            {
                continue;
            }

            var isGap = char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation;
            if (isGap && keyword[length - 1] == ' ')
            {
                continue;
            }

            if (length == MaxLength)
            {
                return ReplyClass.None;
            }

            keyword[length++] = isGap ? ' ' : char.ToLowerInvariant(c);
        }

        return _classes.TryGetValue(keyword[..length], out var found) ? found : ReplyClass.None;
    }

    /// <summary>Whether the letters of the whole text, taken together, are an opt-out keyword: <c>S T O P</c>, <c>s.t.o.p</c>.</summary>
    public bool IsSpeltApart(ReadOnlySpan<char> text)
    {
        Span<char> letters = stackalloc char[MaxLength];
        var length = 0;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c))
            {
                continue;
            }

            if (length == MaxLength)
            {
                return false;
            }

            letters[length++] = char.ToLowerInvariant(c);
        }

        return _optOutLetters.Contains(letters[..length]);
    }

    private static ReadOnlySpan<char> WithoutSignsAround(ReadOnlySpan<char> text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && !IsOfAWord(text[start]))
        {
            start++;
        }

        while (end > start && !IsOfAWord(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>A mark belongs to the letter before it: <c>pare</c> with an acute is another word.</summary>
    private static bool IsOfAWord(char c) =>
        char.IsLetterOrDigit(c) || (!char.IsAscii(c) && char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark);
}
