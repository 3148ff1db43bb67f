using P2P.GraphQL.Hosting;

namespace P2P.GraphQL.Tests.Schema;

public class SchemaFileTests
{
    [Fact]
    public void The_kept_schema_is_the_one_that_is_served() => Assert.True(
        File.ReadAllText(Repository.Find("src/P2P.GraphQL/schema.graphql")) == SchemaCommand.Print(),
        "The schema has changed. Look at the difference, then keep it: dotnet run --project src/P2P.GraphQL -- schema > src/P2P.GraphQL/schema.graphql");

    [Fact]
    public void The_schema_contains_the_core_contract_to_the_letter()
    {
        var core = File.ReadAllText(Repository.Find("tests/P2P.GraphQL.Tests/contract/schema-core.graphql"));
        Assert.Equal([], SchemaComparison.Missing(core, SchemaCommand.Print()));
    }

    [Theory]
    [InlineData("type A { b(c: Int): Int! }", "type A { b(c: Int): Int }", "A.b is Int, not Int!")]
    [InlineData("type A { b(c: Int): Int! }", "type A { b: Int! }", "A.b(c:) is missing")]
    [InlineData("type A { b(c: Int! = 1): Int }", "type A { b(c: Int! = 2): Int }", "A.b(c:) is Int! = 2, not Int! = 1")]
    [InlineData("type A { b: Int }", "type A { b(c: Int!): Int }", "A.b(c:) is new and required")]
    [InlineData("input A { b: Int }", "input A { b: Int c: Int! }", "A.c is new and required")]
    [InlineData("input A { b: [Int!]! = [] }", "input A { b: [Int!]! }", "A.b is [Int!]!, not [Int!]! = []")]
    [InlineData("type A { \"said\" b: Int }", "type A { b: Int }", "A.b has no description")]
    [InlineData("type A { \"said\" b: Int }", "type A { \"other\" b: Int }", "A.b is described otherwise: other")]
    [InlineData("enum A { B C }", "enum A { B }", "A.C is missing")]
    [InlineData("scalar A", "type A { b: Int }", "A is no scalar")]
    [InlineData("type A implements N { b: Int } interface N { b: Int }", "type A { b: Int } interface N { b: Int }", "A is no N")]
    [InlineData("type A { b: Int }", "type C { b: Int }", "A is missing")]
    public void A_difference_from_the_contract_is_named(string core, string served, string difference) =>
        Assert.Equal([difference], SchemaComparison.Missing(core, served));

    [Fact]
    public void Every_field_argument_and_type_says_what_it_means() =>
        Assert.Equal([], SchemaComparison.Undescribed(SchemaCommand.Print()));
}
