using System.Text.RegularExpressions;
using P2P.GraphQL.Hosting;

namespace P2P.GraphQL.Tests.Schema;

/// <summary>docs/features.md says of each requirement where it lives; what it names must exist.</summary>
public partial class FeatureTableTests
{
    /// <summary>What works without a GraphQL field of its own: it is seen in what other fields do.</summary>
    private const string None = "-";

    [Fact]
    public void Every_SDK_member_of_the_table_is_public()
    {
        var surface = Directory.GetFiles(Repository.Find("src"), "PublicAPI.*.txt", SearchOption.AllDirectories)
            .Select(File.ReadAllText).ToList();
        Assert.Equal([], Missing(row => row.Sdk, member => surface.Any(api => Regex.IsMatch(api, $@"\.{Regex.Escape(member)}(\W|$)"))));
    }

    [Fact]
    public void Every_GraphQL_field_of_the_table_is_in_the_schema()
    {
        var schema = new SchemaFields(SchemaCommand.Print());
        Assert.Equal([], Missing(row => row.GraphQL, field => field == None || schema.Has(field)));
    }

    [Fact]
    public void Every_test_of_the_table_is_run()
    {
        var sources = Directory.GetFiles(Repository.Find("tests"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Repository.Find("src/P2P.Sdk.Testing"), "*.cs", SearchOption.AllDirectories))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        Assert.Equal(
            [],
            Missing(
                row => row.Tests,
                test => test.Split('.') is [var type, var name]
                    && sources[type].Any(source => Regex.IsMatch(source, $@"public (async )?(Task|void) {name}\("))));
    }

    [Fact]
    public void Each_requirement_has_one_row()
    {
        var ids = Rows().Select(row => row.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.True(ids.Count > 30, "The table could not be read.");
    }

    private static IReadOnlyList<string> Missing(Func<Row, string> column, Func<string, bool> exists) =>
    [
        .. from row in Rows()
           let named = CodePattern().Matches(column(row)).Select(match => match.Groups[1].Value).DefaultIfEmpty("nothing")
           from name in named
           where !exists(name)
           select $"{row.Id}: {name}",
    ];

    private static IEnumerable<Row> Rows() =>
        from line in File.ReadLines(Repository.Find("docs/features.md"))
        where RowPattern().IsMatch(line)
        let cells = line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)
        select new Row(cells[0], cells[2], cells[3], cells[4]);

    [GeneratedRegex(@"^\| [A-Z]{3}-\d ")]
    private static partial Regex RowPattern();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodePattern();

    private sealed record Row(string Id, string Sdk, string GraphQL, string Tests);
}
