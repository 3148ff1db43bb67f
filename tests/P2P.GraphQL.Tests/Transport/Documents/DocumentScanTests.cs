using P2P.GraphQL.Transport;
using P2P.GraphQL.Transport.Documents;

namespace P2P.GraphQL.Tests.Transport.Documents;

public class DocumentScanTests
{
    [Theory]
    [InlineData("{ a }", 1, 0, 0, 0, 1)]
    [InlineData("{ a b: c d: e }", 3, 2, 0, 0, 1)]
    [InlineData("{a{b{c}}d}", 4, 0, 0, 0, 3)]
    [InlineData("{ fragment query on mutation: on }", 4, 1, 0, 0, 1)]
    [InlineData("{ a(x: {y: [1, {z: E}]}) { b } }", 2, 0, 0, 0, 5)]
    [InlineData("query Q($a: [I!] = [1], $b: J = {c: {d: 1}} @x) @y(z: 1) { a(b: $b) @skip(if: true) }", 1, 0, 3, 0, 3)]
    [InlineData("{ ... { a } ... on T { b } ... @skip(if: $c) { d } ...F } fragment F on T { e }", 4, 0, 1, 4, 2)]
    [InlineData("{ a(s: \"} { \\\" b: c {\") # { d: e {\n f }", 2, 0, 0, 0, 2)]
    [InlineData("{ a(s: \"\"\"} \\\"\"\" { b: \" c \\ \"\"\") d }", 2, 0, 0, 0, 2)]
    [InlineData("{ a(s: \"\") b(t: \"\"\"\"\"\") c }", 3, 0, 0, 0, 2)]
    [InlineData("mutation M { a } subscription S { b } query Q { c }", 3, 0, 0, 0, 1)]
    [InlineData("\uFEFF,,{,a,b,}\r\n# end", 2, 0, 0, 0, 1)]
    public void It_counts_what_the_document_holds(
        string document, int fields, int aliases, int directives, int spreads, int depth)
    {
        // Each limit at the count lets the document pass, and one lower does not.
        Assert.Null(DocumentScan.Check(document, new GraphQLLimits
        {
            Fields = fields,
            Aliases = aliases,
            Directives = directives,
            Spreads = spreads,
            Depth = depth,
        }));
        Assert.Equal("TOO_MANY_FIELDS", CodeOf(document, new GraphQLLimits { Fields = fields - 1 }));
        Assert.Equal("TOO_MANY_ALIASES", CodeOf(document, new GraphQLLimits { Aliases = aliases - 1 }));
        Assert.Equal("TOO_MANY_DIRECTIVES", CodeOf(document, new GraphQLLimits { Directives = directives - 1 }));
        Assert.Equal("TOO_MANY_SPREADS", CodeOf(document, new GraphQLLimits { Spreads = spreads - 1 }));
        Assert.Equal("DOCUMENT_TOO_DEEP", CodeOf(document, new GraphQLLimits { Depth = depth - 1 }));
    }

    [Theory]
    [InlineData("{ ...A } fragment A on T { a ...B ...B } fragment B on T { b { c } }", 8, 2, 2)]
    [InlineData("{ x { ...A } } fragment A on T { y { ...B } } fragment B on T { z { w } }", 6, 4, 2)]
    [InlineData("{ x ...Unknown }", 2, 1, 0)]
    [InlineData("query P { ...A } query Q { ...A } fragment A on T { a }", 4, 1, 1)]
    public void It_fills_the_fragments_in(string document, int fields, int depth, int chain)
    {
        Assert.Null(DocumentScan.Check(document, new GraphQLLimits { ExpandedFields = fields, Depth = depth, FragmentChain = chain }));
        Assert.Equal("TOO_MANY_FIELDS", CodeOf(document, new GraphQLLimits { ExpandedFields = fields - 1 }));
        Assert.Equal("DOCUMENT_TOO_DEEP", CodeOf(document, new GraphQLLimits { Depth = depth - 1 }));
        Assert.Equal("FRAGMENT_CHAIN_TOO_LONG", CodeOf(document, new GraphQLLimits { FragmentChain = chain - 1 }));
    }

    [Theory]
    [InlineData("{ ...A } fragment A on T { ...A }")]
    [InlineData("{ a } fragment A on T { b { ...B } } fragment B on T { c { ...A } }")]
    public void A_fragment_that_spreads_itself_is_refused(string document) =>
        Assert.Equal("FRAGMENT_CYCLE", CodeOf(document, new GraphQLLimits()));

    [Theory]
    [InlineData("{ a(s: \"")]
    [InlineData("{ a(s: \"\\")]
    [InlineData("{ a(s: \"x\n\") }")]
    [InlineData("{ a(s: \"\"\"x\"\") }")]
    [InlineData("{ a(s: \"\"\"\\\"\"\"")]
    public void A_string_without_an_end_is_a_syntax_error(string document) =>
        Assert.Equal("SYNTAX_ERROR", CodeOf(document, new GraphQLLimits()));

    [Theory]
    [InlineData("")]
    [InlineData("}}}}")]
    [InlineData("{ ) ] } { a")]
    [InlineData("fragment")]
    [InlineData("fragment on on on {")]
    [InlineData("... ... ...")]
    [InlineData("@@@")]
    [InlineData("$ € \0 \ud800")]
    public void What_is_no_document_is_left_to_the_parser(string document) =>
        Assert.Null(DocumentScan.Check(document, new GraphQLLimits()));

    [Fact]
    public void Whatever_the_parser_reads_the_scan_counts_as_it_does()
    {
        string[] parts =
            [
                "{", "}", "{ a }", "(b: ", ")", "[", "]", "a", "b:", "@c", "...", "...F", "... on T", "fragment F on T", "query Q",
                "($v: [I] = ", "\"", "\"\"\"", "\\", "\\\"\"\"", "\n", "\r", "#", "1", "$v", "{ x: ", "on", "fragment", " ",
            ];
        var random = new Random(20261103);
        var read = 0;
        for (var round = 0; round < 200_000; round++)
        {
            var middle = string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => parts[random.Next(parts.Length)]));
            var document = round % 2 == 0 ? $"{{ a {middle} }}" : $"{{ a(b: \"\"\"{middle} \"\"\") {{ c }} }}";
            if (DocumentScan.Check(document, new GraphQLLimits()) is { Code: "SYNTAX_ERROR" }
                || Counts.Of(DocumentGate.WithPlainLineEnds(document)) is not { } counts)
            {
                continue;
            }

            read++;
            Assert.Null(DocumentScan.Check(document, counts.ToLimits()) is { Code: not "FRAGMENT_CYCLE" } fault ? fault + document : null);
            Assert.Equal("TOO_MANY_FIELDS", CodeOf(document, new GraphQLLimits { Fields = counts.Fields - 1 }));
            Assert.Equal("TOO_MANY_ALIASES", CodeOf(document, new GraphQLLimits { Aliases = counts.Aliases - 1 }));
            Assert.Equal("TOO_MANY_DIRECTIVES", CodeOf(document, new GraphQLLimits { Directives = counts.Directives - 1 }));
            Assert.Equal("TOO_MANY_SPREADS", CodeOf(document, new GraphQLLimits { Spreads = counts.Spreads - 1 }));
        }

        Assert.InRange(read, 5_000, 200_000);
    }

    private static string? CodeOf(string document, GraphQLLimits limits) => DocumentScan.Check(document, limits)?.Code;
}
