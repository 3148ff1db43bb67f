namespace P2P.Sdk.OptOuts;

/// <summary>The words and the ends of clauses of a text without accents, one after the other, in lower case.</summary>
internal ref struct ReplyWords(ReadOnlySpan<char> text, Span<char> buffer)
{
    /// <summary>In characters. A longer word is cut; none of our phrases has one.</summary>
    public const int MaxWordLength = 32;

    private readonly Span<char> _buffer = buffer;
    private ReadOnlySpan<char> _rest = text;

    /// <summary>The word; empty at the end of a clause.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    public bool MoveNext()
    {
        var at = 0;
        var endOfClause = false;
        while (at < _rest.Length && !IsOfAWord(_rest[at]))
        {
            endOfClause |= EndsClause(_rest, at);
            at++;
        }

        if (endOfClause || at == _rest.Length)
        {
            var wasText = _rest.Length > 0;
            _rest = _rest[at..];
            Current = default;
            return wasText;
        }

        ReadWord(at);
        return true;
    }

    private void ReadWord(int at)
    {
        var length = 0;
        var single = IsWordByItself(_rest[at]);
        for (; at < _rest.Length; at++)
        {
            var c = _rest[at];
            if (c == '\'' && length > 0)
            {
                continue; // don't is dont.
            }

            var isCensored = c is '*' or '@' && at + 1 < _rest.Length && char.IsAsciiLetterOrDigit(_rest[at + 1]);
            var isStars = c == '*' && at + 1 < _rest.Length && _rest[at + 1] == '*';
            if ((!IsOfAWord(c) && !isCensored && !isStars) || (length > 0 && !single && IsWordByItself(c)))
            {
                break;
            }

            if (length < _buffer.Length)
            {
                _buffer[length++] = char.ToLowerInvariant(c);
            }

            if (single)
            {
                at++;
                break;
            }
        }

        _rest = _rest[at..];
        Current = _buffer[..length];
    }

    private static bool IsOfAWord(char c) => char.IsLetterOrDigit(c) || c == '#';

    /// <summary>Chinese and Japanese put no space between words, so each of their characters is one.</summary>
    private static bool IsWordByItself(char c) => c is '#' or (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF');

    private static bool EndsClause(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '.' or '!' or '?' or ';' or ':' or ',' or '(' or ')' or '\n' or '\u2013' or '\u2014' or '\u2026' => true,
        '-' => at > 0 && text[at - 1] == ' ' && at + 1 < text.Length && text[at + 1] == ' ',
        ' ' or '\'' or '"' or '*' or '@' or '/' or '&' or '=' or '+' or '_' or '$' or '\t' or '\r' => false,
        var c => !char.IsWhiteSpace(c) && (char.IsSurrogate(c) || char.IsSymbol(c) || char.IsPunctuation(c) && !IsQuote(c)),
    };

    private static bool IsQuote(char c) => c is '\u2018' or '\u2019' or '\u201C' or '\u201D' or '\u2010' or '\u2011';
}
