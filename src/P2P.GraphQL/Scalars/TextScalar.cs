using System.Diagnostics.CodeAnalysis;
using GraphQL.Types;
using GraphQLParser.AST;

namespace P2P.GraphQL.Scalars;

/// <summary>A scalar that is a string on the wire and a value of its own here.</summary>
internal abstract class TextScalar<T> : ScalarGraphType
    where T : notnull
{
    public sealed override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLNullValue => null,
        GraphQLStringValue text when TryRead(text.Value.ToString(), out var read) => read,
        _ => ThrowLiteralConversionError(value, Description),
    };

    public sealed override object? ParseValue(object? value) => value switch
    {
        null => null,
        T already => already,
        string text when TryRead(text, out var read) => read,
        _ => ThrowValueConversionError(value),
    };

    public sealed override object? Serialize(object? value) => value switch
    {
        null => null,
        T own => Write(own),
        _ => ThrowSerializationError(value),
    };

    protected abstract bool TryRead(string text, [NotNullWhen(true)] out T? value);

    protected abstract string Write(T value);
}
