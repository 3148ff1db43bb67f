namespace P2P.GraphQL.Transport.Documents;

internal enum TokenKind
{
    End,

    /// <summary>One of <c>! $ &amp; ( ) : = @ [ ] { | }</c>, or a character that no token begins with.</summary>
    Mark,

    /// <summary><c>...</c></summary>
    Spread,
    Name,
    Number,
    String,

    /// <summary>A string that ends nowhere, or at the end of its line.</summary>
    Unterminated,
}

/// <summary>Reads the tokens of a GraphQL document from its text, in one pass and without allocating.</summary>
/// <remarks>
/// Source: GraphQL specification, October 2021, section 2.1. It judges nothing but strings without an end, which the
/// parser reports only after time that grows with the square of their length.
/// </remarks>
internal ref struct TokenReader(ReadOnlySpan<char> text)
{
    private const string Decisive = "\"\\\n\r";

    private readonly ReadOnlySpan<char> _text = text;
    private int _position;

    public TokenKind Kind { get; private set; }

    /// <summary>Where the token begins, counted in characters from 0.</summary>
    public int Start { get; private set; }

    public readonly ReadOnlySpan<char> Text => _text[Start.._position];

    public TokenKind Read()
    {
        SkipIgnored();
        Start = _position;
        return Kind = _position == _text.Length ? TokenKind.End : ReadToken(_text[_position]);
    }

    private TokenKind ReadToken(char first)
    {
        if (char.IsAsciiLetter(first) || first == '_')
        {
            SkipWhile(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
            return TokenKind.Name;
        }

        if (char.IsAsciiDigit(first) || first == '-')
        {
            _position++;
            SkipWhile(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-');
            return TokenKind.Number;
        }

        var rest = _text[_position..];
        if (first == '"')
        {
            return rest.StartsWith("\"\"\"", StringComparison.Ordinal) ? ReadBlockString() : ReadString();
        }

        var isSpread = rest.StartsWith("...", StringComparison.Ordinal);
        _position += isSpread ? 3 : 1;
        return isSpread ? TokenKind.Spread : TokenKind.Mark;
    }

    private TokenKind ReadString()
    {
        _position++;
        while (_text[_position..].IndexOfAny(Decisive) is >= 0 and var offset)
        {
            _position += offset;
            switch (_text[_position])
            {
                case '"':
                    _position++;
                    return TokenKind.String;
                case '\n' or '\r':
                    return TokenKind.Unterminated;
                default:
                    _position = Math.Min(_position + 2, _text.Length);
                    break;
            }
        }

        return TokenKind.Unterminated;
    }

    private TokenKind ReadBlockString()
    {
        _position += 3;
        while (_text[_position..].IndexOf("\"\"\"", StringComparison.Ordinal) is >= 0 and var offset)
        {
            var escaped = _text[_position + offset - 1] == '\\';
            _position += offset + 3;
            if (!escaped)
            {
                return TokenKind.String;
            }
        }

        return TokenKind.Unterminated;
    }

    private void SkipIgnored()
    {
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case ' ' or '\t' or '\r' or '\n' or ',' or '\uFEFF':
                    _position++;
                    break;
                case '#':
                    var length = _text[_position..].IndexOfAny('\n', '\r');
                    _position = length < 0 ? _text.Length : _position + length;
                    break;
                default:
                    return;
            }
        }
    }

    private void SkipWhile(Func<char, bool> belongs)
    {
        while (_position < _text.Length && belongs(_text[_position]))
        {
            _position++;
        }
    }
}
