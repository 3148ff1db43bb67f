using System.Diagnostics;
using System.Globalization;
using Npgsql;
using P2P.TestServers;
using Xunit.Abstractions;

namespace P2P.Nodes.Tests;

/// <summary>A thousand people look at one action's counts on one node while twenty text.</summary>
public sealed class ManyDashboardsTests(ITestOutputHelper output)
{
    private const int Dashboards = 1_000;
    private const int Volunteers = 20;
    private const int Contacts = 400;

    /// <summary>For a thousand subscriptions with their sockets; a list of all that they are still to be told would soon be more.</summary>
    private const int MostMegabytes = 400;

    [Fact]
    [Trait("Run", "Long")]
    public async Task A_thousand_dashboards_cost_the_database_four_reads_a_second_and_the_node_little_memory()
    {
        await using var postgres = await PostgresServer.StartAsync(new PostgresServerOptions
        {
            Settings = new Dictionary<string, string> { ["shared_preload_libraries"] = "pg_stat_statements" },
        });
        await using var system = await ServedSystem.CreateAsync(postgres);
        await using var database = NpgsqlDataSource.Create(system.Postgres);
        await ExecuteAsync(database, "CREATE EXTENSION pg_stat_statements");
        var server = await system.StartServerAsync();
        using var admin = new GraphQLClient(server.GraphQL, system.AdminToken());
        var action = await ServedSystem.PublishAsync(admin, Contacts);
        var tokens = await system.AddVolunteersAsync(Volunteers);
        var (before, screens) = (Megabytes(server), new List<Dashboard>());
        foreach (var _ in Enumerable.Range(0, Dashboards / 50))
        {
            screens.AddRange(await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Dashboard.OpenAsync(admin, action))));
        }

        var (opened, watch, readsBefore) = (Megabytes(server), Stopwatch.StartNew(), await ReadsAsync(database));
        await Task.WhenAll(tokens.Select(token => new Volunteer(token, server.GraphQL).TextAllAsync(action, () => { })));
        await Task.WhenAll(screens.Select(screen => screen.WhenShowsAsync(Contacts)));
        var (reads, seconds, after) = (await ReadsAsync(database) - readsBefore, watch.Elapsed.TotalSeconds, Megabytes(server));

        output.WriteLine(
            $"{Contacts} texts in {seconds:0.0} s: {reads} reads of the counts, {reads / seconds:0.0} a second; the node has {before} MB "
            + $"without dashboards, {opened} MB with {Dashboards}, {after} MB after all texts");
        Assert.InRange(reads, 1, 2 + (4.2 * seconds)); // A timer may be a little early.
        Assert.InRange(after - before, 0, MostMegabytes);
        Assert.All(screens, screen => Assert.Equal(0, screen.Seen[^1].Remaining));
        await Task.WhenAll(screens.Select(screen => screen.DisposeAsync().AsTask()));
    }

    /// <summary>How often an action's counters were read so far.</summary>
    private static Task<long> ReadsAsync(NpgsqlDataSource database) => ExecuteAsync(
        database, "SELECT COALESCE(SUM(calls), 0)::bigint FROM pg_stat_statements WHERE query LIKE 'SELECT%FROM action_counts%'");

    private static async Task<long> ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as long? ?? 0;
    }

    private static int Megabytes(ServerProcess server) => int.Parse(
        File.ReadLines($"/proc/{server.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;
}
