using P2P.GraphQL.Hosting;

namespace P2P.GraphQL.Tests.Schema;

/// <summary>What front ends rely on does not go away unsaid.</summary>
public class BreakingChangeTests
{
    /// <remarks>When a version is released, its schema becomes the one to compare with:
    /// <c>cp src/P2P.GraphQL/schema.graphql tests/P2P.GraphQL.Tests/contract/schema-released.graphql</c>.</remarks>
    [Fact]
    public void A_change_that_breaks_front_ends_has_a_line_in_the_changelog()
    {
        var released = File.ReadAllText(Repository.Find("tests/P2P.GraphQL.Tests/contract/schema-released.graphql"));
        Assert.Equal([], Unsaid(released, SchemaCommand.Print(), Unreleased()));
    }

    [Theory]
    [InlineData("type A { b: Int c: Int }", "type A { b: Int }", "", "A.c is missing")]
    [InlineData("type A { b: Int }", "type A { b(c: Int!): Int }", "", "A.b(c:) is new and required")]
    [InlineData("enum A { B C }", "enum A { B }", "", "A.C is missing")]
    [InlineData("type A { b: Int c: Int }", "type A { b: Int }", "- `A.c` is gone: ask for `A.b`.", null)]
    [InlineData("type A { \"said\" b: Int }", "type A { \"other\" b: Int d: Int }", "", null)]
    public void A_break_is_found_and_a_line_that_names_it_is_enough(string released, string served, string changelog, string? unsaid) =>
        Assert.Equal(unsaid is null ? [] : [unsaid], Unsaid(released, served, changelog));

    private static IReadOnlyList<string> Unsaid(string released, string served, string changelog) =>
    [
        .. SchemaComparison.Missing(released, served)
            .Where(difference => !difference.Contains("no description", StringComparison.Ordinal) && !difference.Contains("is described", StringComparison.Ordinal))
            .Where(difference => !changelog.Contains($"`{difference.Split([' ', '('])[0]}`", StringComparison.Ordinal)),
    ];

    private static string Unreleased()
    {
        var changelog = File.ReadAllText(Repository.Find("CHANGELOG.md"));
        var start = changelog.IndexOf("## [Unreleased]", StringComparison.Ordinal);
        var end = changelog.IndexOf("\n## [", start + 1, StringComparison.Ordinal);
        return end < 0 ? changelog[start..] : changelog[start..end];
    }
}
