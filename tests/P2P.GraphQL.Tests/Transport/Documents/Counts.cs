using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using GraphQLParser.Visitors;
using P2P.GraphQL.Transport;

namespace P2P.GraphQL.Tests.Transport.Documents;

/// <summary>What a document holds, counted in the parser's own tree.</summary>
public sealed class Counts : ASTVisitor<NullVisitorContext>
{
    public int Fields { get; private set; }

    public int Aliases { get; private set; }

    public int Directives { get; private set; }

    public int Spreads { get; private set; }

    /// <returns><see langword="null"/> if the parser does not read it.</returns>
    public static Counts? Of(string document)
    {
        try
        {
            var counts = new Counts();
            var visit = counts.VisitAsync(Parser.Parse(document), default);
            return visit.IsCompletedSuccessfully ? counts : throw new InvalidOperationException("The visit did not end at once.");
        }
        catch (GraphQLParserException)
        {
            return null;
        }
    }

    /// <summary>The lowest limits that let the document pass.</summary>
    public GraphQLLimits ToLimits() => new() { Fields = Fields, Aliases = Aliases, Directives = Directives, Spreads = Spreads };

    protected override ValueTask VisitFieldAsync(GraphQLField field, NullVisitorContext context)
    {
        Fields++;
        return base.VisitFieldAsync(field, context);
    }

    protected override ValueTask VisitAliasAsync(GraphQLAlias alias, NullVisitorContext context)
    {
        Aliases++;
        return base.VisitAliasAsync(alias, context);
    }

    protected override ValueTask VisitDirectiveAsync(GraphQLDirective directive, NullVisitorContext context)
    {
        Directives++;
        return base.VisitDirectiveAsync(directive, context);
    }

    protected override ValueTask VisitFragmentSpreadAsync(GraphQLFragmentSpread fragmentSpread, NullVisitorContext context)
    {
        Spreads++;
        return base.VisitFragmentSpreadAsync(fragmentSpread, context);
    }

    protected override ValueTask VisitInlineFragmentAsync(GraphQLInlineFragment inlineFragment, NullVisitorContext context)
    {
        Spreads++;
        return base.VisitInlineFragmentAsync(inlineFragment, context);
    }
}
