using System.Diagnostics;
using P2P.TestServers;
using Xunit.Abstractions;

namespace P2P.Nodes.Tests;

/// <summary>Two real server processes on one PostgreSQL and one Redis, and 40 volunteers spread over them.</summary>
public sealed class TwoNodesTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Contacts = 600;
    private const int Volunteers = 40;

    private readonly List<long> _acknowledged = [];
    private ServedSystem _system = null!;
    private RedisServer _redis = null!;
    private ServerProcess _first = null!;
    private ServerProcess _second = null!;

    public async Task InitializeAsync()
    {
        _system = await ServedSystem.CreateAsync();
        _redis = await RedisServer.StartAsync(); // Its own: a test ends it.
        var options = _system.Options with { Redis = _redis.ConnectionString };
        _first = await _system.StartServerAsync(options);
        _second = await _system.StartServerAsync(options);
    }

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Both_nodes_show_every_change_soon_and_the_same_counts_in_the_end()
    {
        using var here = new GraphQLClient(_first.GraphQL, _system.AdminToken());
        using var there = new GraphQLClient(_second.GraphQL, _system.AdminToken());
        var action = await ServedSystem.PublishAsync(here, Contacts);
        await using var firstScreen = await Dashboard.OpenAsync(here, action);
        await using var secondScreen = await Dashboard.OpenAsync(there, action);

        var volunteers = await TextAsync(action, onSecond: [_second.GraphQL]);

        await firstScreen.WhenShowsAsync(Contacts);
        await secondScreen.WhenShowsAsync(Contacts);
        Assert.Equal(0, firstScreen.Seen[^1].Remaining);
        Assert.Equal(0, secondScreen.Seen[^1].Remaining);
        AssertNobodyClaimedAnothersTarget(volunteers);
        Assert.Equal(Contacts, volunteers.Sum(volunteer => volunteer.Sent));
        output.WriteLine($"{volunteers.Sum(volunteer => volunteer.Timeouts)} requests timed out and were made again");
        var onFirst = ReportMedianDelay("first node", firstScreen);
        var onSecond = ReportMedianDelay("second node", secondScreen);

        // Without events a node would see another's changes as it looks, every 5 seconds: 2.5 in the middle. How busy the machine
        // is delays both screens.
        Assert.InRange(onSecond, TimeSpan.Zero, onFirst + TimeSpan.FromSeconds(2));
        await _system.AssertCountersEqualRowsAsync();
    }

    [Fact]
    public async Task A_node_that_is_killed_in_the_middle_takes_nothing_with_it_and_the_other_finishes()
    {
        using var here = new GraphQLClient(_first.GraphQL, _system.AdminToken());
        var action = await ServedSystem.PublishAsync(here, Contacts);
        await using var screen = await Dashboard.OpenAsync(here, action);

        var working = TextAsync(action, onSecond: [_second.GraphQL, _first.GraphQL]);
        while (Acknowledged().Count < Contacts / 3 && !working.IsCompleted)
        {
            await Task.Delay(5);
        }

        await _second.KillAsync();
        var volunteers = await working;

        await screen.WhenShowsAsync(Contacts);
        Assert.Equal(0, screen.Seen[^1].Remaining);
        AssertNobodyClaimedAnothersTarget(volunteers);
        Assert.Equal(Contacts, volunteers.Sum(volunteer => volunteer.Claimed.Count));
        await _system.AssertCountersEqualRowsAsync();
    }

    [Fact]
    public async Task Redis_that_goes_away_for_good_takes_nothing_with_it_and_both_nodes_show_all_in_the_end()
    {
        using var here = new GraphQLClient(_first.GraphQL, _system.AdminToken());
        using var there = new GraphQLClient(_second.GraphQL, _system.AdminToken());
        var action = await ServedSystem.PublishAsync(here, Contacts);
        await using var firstScreen = await Dashboard.OpenAsync(here, action);
        await using var secondScreen = await Dashboard.OpenAsync(there, action);

        var working = TextAsync(action, onSecond: [_second.GraphQL]);
        while (Acknowledged().Count < Contacts / 3 && !working.IsCompleted)
        {
            await Task.Delay(5);
        }

        await _redis.KillAsync();
        var volunteers = await working;

        Assert.Equal(Contacts, volunteers.Sum(volunteer => volunteer.Sent));
        await firstScreen.WhenShowsAsync(Contacts);
        await secondScreen.WhenShowsAsync(Contacts); // They look by themselves where nobody tells them.
        await _system.AssertCountersEqualRowsAsync();
    }

    /// <summary>Half of the volunteers on the first node, half on the second.</summary>
    private async Task<IReadOnlyList<Volunteer>> TextAsync(string action, IReadOnlyList<Uri> onSecond)
    {
        var tokens = await _system.AddVolunteersAsync(Volunteers);
        var volunteers = tokens.Select((token, i) => i % 2 == 0 ? new Volunteer(token, _first.GraphQL) : new Volunteer(token, onSecond)).ToList();
        await Task.WhenAll(volunteers.Select(volunteer => Task.Run(() => volunteer.TextAllAsync(action, () =>
        {
            lock (_acknowledged)
            {
                _acknowledged.Add(Stopwatch.GetTimestamp());
            }
        }))));
        return volunteers;
    }

    private IReadOnlyList<long> Acknowledged()
    {
        lock (_acknowledged)
        {
            return [.. _acknowledged];
        }
    }

    private static void AssertNobodyClaimedAnothersTarget(IReadOnlyList<Volunteer> volunteers)
    {
        var targets = volunteers.SelectMany(volunteer => volunteer.Claimed.Keys).ToList();
        Assert.Equal(targets.Count, targets.Distinct().Count());
    }

    /// <summary>Says how long the changes took: within a second on a machine that has nothing else to do.</summary>
    private TimeSpan ReportMedianDelay(string node, Dashboard screen)
    {
        var delays = screen.Delays(Acknowledged()).Order().ToList();
        var (median, worst) = (delays[delays.Count / 2], delays[^1]);
        var soon = delays.Count(delay => delay <= TimeSpan.FromSeconds(1));
        output.WriteLine(
            $"{node}: of {delays.Count} changes {soon} were seen within a second; {median.TotalMilliseconds:0} ms in the middle, "
            + $"{worst.TotalMilliseconds:0} ms at worst");
        return median;
    }
}
