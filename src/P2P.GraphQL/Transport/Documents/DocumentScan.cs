namespace P2P.GraphQL.Transport.Documents;

/// <summary>Measures a document in its text, before any parser sees it.</summary>
/// <remarks>One pass, which ends at the first limit that is passed; it allocates for operations and fragments only.</remarks>
internal ref struct DocumentScan(ReadOnlySpan<char> text, GraphQLLimits limits)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly List<Definition> _operations = [];
    private readonly Dictionary<string, Definition> _fragments = new(StringComparer.Ordinal);
    private Definition? _current;
    private int _fragmentCount;
    private int _depth;
    private int _selectionDepth;
    private int _tokens;
    private int _fields;
    private int _aliases;
    private int _directives;
    private int _spreads;

    /// <returns><see langword="null"/> if the document may be parsed.</returns>
    public static DocumentFault? Check(string document, GraphQLLimits limits)
    {
        if (document.Length > limits.DocumentLength)
        {
            return new(
                ErrorCodes.DocumentTooLarge,
                $"The document is too long: at most {limits.DocumentLength} characters are allowed. Pass values as variables.");
        }

        var scan = new DocumentScan(document, limits);
        return scan.Run();
    }

    private DocumentFault? Run()
    {
        var reader = new TokenReader(_text);
        for (reader.Read(); reader.Kind != TokenKind.End;)
        {
            if (++_tokens > limits.Tokens)
            {
                return DocumentFault.Over(ErrorCodes.TooManyTokens, "tokens", limits.Tokens);
            }

            if (Take(ref reader) is { } fault)
            {
                return fault;
            }
        }

        return new FragmentExpansion(_fragments, limits).Check(_operations);
    }

    /// <summary>Counts the present token, and leaves the reader at the one after it.</summary>
    private DocumentFault? Take(ref TokenReader reader)
    {
        switch (reader.Kind)
        {
            case TokenKind.Unterminated:
                var line = _text[..reader.Start].Count('\n') + 1;
                return new(ErrorCodes.SyntaxError, $"The string that begins on line {line} has no end.");
            case TokenKind.Spread:
                return TakeSpread(ref reader);
            case TokenKind.Name when _depth == 0:
                return TakeDefinition(ref reader);
            case TokenKind.Name when _depth == _selectionDepth:
                return TakeField(ref reader);
            case TokenKind.Mark:
                return TakeMark(ref reader);
            default:
                reader.Read();
                return null;
        }
    }

    /// <summary>A word outside all brackets: it begins a definition, or belongs to the head of one.</summary>
    private DocumentFault? TakeDefinition(ref TokenReader reader)
    {
        if (_current is not null || reader.Text is not "fragment")
        {
            BeginOperation();
            reader.Read();
            return TooMany();
        }

        _current = new Definition();
        _fragmentCount++;
        if (reader.Read() == TokenKind.Name)
        {
            // Of two fragments with one name, validation refuses the second; until then both are measured as one.
            var name = reader.Text.ToString();
            _current = _fragments.GetValueOrDefault(name, _current);
            _fragments[name] = _current;
            reader.Read();
        }

        return TooMany();
    }

    private DocumentFault? TakeField(ref TokenReader reader)
    {
        _fields++;
        CountExpanded();
        if (reader.Read() == TokenKind.Mark && reader.Text is ":")
        {
            _aliases++;
            if (reader.Read() == TokenKind.Name)
            {
                reader.Read();
            }
        }

        return TooMany();
    }

    private DocumentFault? TakeSpread(ref TokenReader reader)
    {
        _spreads++;
        CountExpanded();
        if (reader.Read() == TokenKind.Name)
        {
            if (reader.Text is not "on")
            {
                _current?.Spreads.Add((reader.Text.ToString(), _depth));
                reader.Read();
            }
            else if (reader.Read() == TokenKind.Name)
            {
                reader.Read();
            }
        }

        return TooMany();
    }

    private DocumentFault? TakeMark(ref TokenReader reader)
    {
        var mark = reader.Text[0];
        reader.Read();
        switch (mark)
        {
            case '@':
                _directives++;
                if (reader.Kind == TokenKind.Name)
                {
                    reader.Read();
                }

                return TooMany();
            case '{' or '(' or '[':
                return Open(mark);
            case '}' or ')' or ']' when _depth > 0:
                Close(mark);
                return null;
            default:
                return null;
        }
    }

    private DocumentFault? Open(char mark)
    {
        BeginOperation();
        if (mark == '{' && _depth == _selectionDepth)
        {
            _selectionDepth++; // Inside other brackets a brace opens a value.
        }

        _depth++;
        _current!.Depth = Math.Max(_current.Depth, _depth);
        return _depth > limits.Depth ? DocumentFault.TooDeep(limits.Depth) : TooMany();
    }

    private void Close(char mark)
    {
        _selectionDepth = Math.Min(_selectionDepth, --_depth);
        if (_depth == 0 && mark == '}')
        {
            _current = null; // A closing parenthesis ends an operation's variables, and its selection is to come.
        }
    }

    private void BeginOperation()
    {
        if (_current is null)
        {
            _operations.Add(_current = new Definition());
        }
    }

    private readonly void CountExpanded()
    {
        if (_current is not null)
        {
            _current.Fields++;
        }
    }

    private readonly DocumentFault? TooMany() =>
        _fragmentCount > limits.Fragments ? DocumentFault.Over(ErrorCodes.TooManyFragments, "fragments", limits.Fragments)
        : _operations.Count > limits.Operations ? DocumentFault.Over(ErrorCodes.TooManyOperations, "operations", limits.Operations)
        : _aliases > limits.Aliases ? DocumentFault.Over(ErrorCodes.TooManyAliases, "aliases", limits.Aliases)
        : _spreads > limits.Spreads ? DocumentFault.Over(ErrorCodes.TooManySpreads, "fragment spreads", limits.Spreads)
        : _directives > limits.Directives ? DocumentFault.Over(ErrorCodes.TooManyDirectives, "directives", limits.Directives)
        : _fields > limits.Fields ? DocumentFault.Over(ErrorCodes.TooManyFields, "fields", limits.Fields)
        : null;
}
