using System.Text.RegularExpressions;
using P2P.GraphQL.Hosting.Settings;
using P2P.GraphQL.Tests.Schema;

namespace P2P.GraphQL.Tests.Hosting;

/// <summary>docs/configuration.md has every setting, once, with its default.</summary>
public partial class ConfigurationTableTests
{
    private const string OfTheMachine = "Dispatch:Node"; // Its default is the machine's name and the process.

    [Fact]
    public void The_table_has_every_setting_of_the_server_and_no_other() =>
        Assert.Equal(
            SettingSections.Defaults.Select(setting => setting.Key).Concat(SettingSections.Others).Order(StringComparer.Ordinal),
            Rows().Select(row => row.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_default_of_the_table_is_the_servers()
    {
        var defaults = SettingSections.Defaults.Where(setting => setting.Key != OfTheMachine).ToDictionary();
        Assert.Equal(
            defaults.Select(setting => $"{setting.Key} = {setting.Value}").Order(StringComparer.Ordinal),
            Rows().Where(row => defaults.ContainsKey(row.Key)).Select(row => $"{row.Key} = {row.Default}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Key, string Default)> Rows() =>
        from line in File.ReadLines(Repository.Find("docs/configuration.md"))
        let row = RowPattern().Match(line)
        where row.Success
        select (row.Groups[1].Value, row.Groups[2].Value);

    [GeneratedRegex("^\\| `([A-Z][A-Za-z:]+)` \\| (?:`([^`]*)`)?")]
    private static partial Regex RowPattern();
}
