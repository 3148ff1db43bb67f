using System.Text.Json;
using System.Text.RegularExpressions;
using P2P.GraphQL.Tests.Demo;
using P2P.GraphQL.Tests.Hosting;
using P2P.Sdk.Telemetry;

namespace P2P.GraphQL.Tests.Telemetry;

/// <summary>The dashboard and the alerts in <c>deploy</c> ask only for what the server tells: a series that nobody makes would
/// be an empty panel, and an alert that never comes.</summary>
public sealed partial class MonitoringFilesTests(InMemoryServed server) : IClassFixture<InMemoryServed>
{
    [Fact]
    public void Every_series_of_the_dashboard_is_one_that_the_server_tells()
    {
        using var dashboard = JsonDocument.Parse(Read("grafana/p2p.json"));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.GetProperty("type").GetString() != "row").ToList();
        Assert.True(panels.Count > 20);
        AssertTold(panels.SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!));
    }

    [Fact]
    public void Every_series_of_the_alerts_is_one_that_the_server_tells()
    {
        // Of this file each rule's expression is either on its line or in the indented ones below it.
        var expressions = Expression().Matches(Read("prometheus/p2p.rules.yaml")).Select(match => match.Groups[1].Value).ToList();
        Assert.True(expressions.Count >= 10);
        AssertTold(expressions);
    }

    private void AssertTold(IEnumerable<string> expressions)
    {
        Assert.NotNull(server.Services);
        using var instruments = new Instruments();
        Instruments.Make(typeof(P2PTelemetry).Assembly.GetType("P2P.Sdk.Telemetry.Metrics", throwOnError: true)!,
            typeof(Microsoft.Extensions.DependencyInjection.P2PRedisExtensions).Assembly.GetType("P2P.Sdk.Redis.RedisEventStream", throwOnError: true)!,
            typeof(GraphQL.Telemetry.TelemetryOptions).Assembly.GetType("P2P.GraphQL.Telemetry.ServerTelemetry", throwOnError: true)!);
        var told = instruments.Series();
        var asked = expressions.SelectMany(SeriesIn).ToHashSet();
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(told).Order());
    }

    /// <summary>The names in an expression that are neither functions, nor labels, nor what a bracket holds.</summary>
    private static IEnumerable<string> SeriesIn(string expression) => Name()
        .Matches(Labels().Replace(expression, " ")).Select(match => match.Value).Where(name => name.Contains('_'));

    private static string Read(string path) => File.ReadAllText(Path.Combine(ReadmeTests.Root, "deploy", path));

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]|\bby\s*\([^)]*\)")]
    private static partial Regex Labels();

    [GeneratedRegex(@"[a-z][a-z0-9_]*\b(?!\s*\()")]
    private static partial Regex Name();

    [GeneratedRegex(@"^        expr:(.*(?:\n          .*)*)", RegexOptions.Multiline)]
    private static partial Regex Expression();
}
