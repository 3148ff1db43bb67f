using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using P2P.Sdk.Assignments.Strategies;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Tests.Assignments;

/// <summary>Each strategy over 100,000 targets, as users ask one after the other for a bucket.</summary>
public class StrategyTests
{
    private const int Targets = 100_000;

    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 20, 0);

    [Fact]
    public void First_come_gives_everything_away_and_buckets_are_like_the_list()
    {
        var pool = new Pool(70_000, 20_000, 10_000);
        var first = new List<int>();
        while (pool.Take(new FirstCome(), 200) is { Count: > 0 } given)
        {
            first.Add(given[0].Window);
        }

        Assert.Equal(0, pool.Left);
        Assert.InRange(first.Take(250).Count(window => window == 0), 135, 215); // 0.7 of them, five deviations either way.
    }

    [Fact]
    public void Open_window_first_leaves_no_contact_behind_whose_hours_end_before_anothers()
    {
        var pool = new Pool(40_000, 25_000, 35_000);
        var order = new List<int>();
        while (pool.Take(new OpenWindowFirst(), 200) is { Count: > 0 } given)
        {
            order.AddRange(given.SelectMany(g => Enumerable.Repeat(g.Window, g.Count)));
        }

        Assert.Equal(Targets, order.Count);
        Assert.Equal(order.Order(), order);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(999)]
    public void An_even_split_differs_by_at_most_one_and_gives_everything_away(int users)
    {
        var pool = new Pool(50_000, 50_000);
        var taken = new int[users];
        var more = true;
        while (more)
        {
            more = false;
            for (var user = 0; user < users; user++)
            {
                var given = pool.Take(new EvenSplit(), 200, new(Targets, users, user, taken[user])).Sum(g => g.Count);
                taken[user] += given;
                more |= given > 0;
            }
        }

        Assert.Equal((0, Targets), (pool.Left, taken.Sum()));
        Assert.InRange(taken.Max() - taken.Min(), 0, 1);
        Assert.Empty(pool.Take(new EvenSplit(), 200, new(Targets, users, users, Targets))); // Somebody else, with too many.
    }

    [Fact]
    public void A_strategy_of_the_apps_own_is_known_by_its_name_and_an_unknown_one_is_the_default()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IAssignmentStrategy, Stingy>();
        services.AddP2P().UseInMemory().UseSimulatedCarrier();
        using var provider = services.BuildServiceProvider();
        var strategies = provider.GetRequiredService<AssignmentStrategies>();

        Assert.Equal(["EVEN_SPLIT", "FIRST_COME", "OPEN_WINDOW_FIRST", "STINGY"], strategies.Names);
        Assert.IsType<Stingy>(strategies.Of("STINGY"));
        Assert.IsType<FirstCome>(strategies.Of("GONE"));
    }

    /// <summary>A pool of windows, the first to close first.</summary>
    private sealed class Pool(params int[] windows)
    {
        private static readonly string[] Zones = ["America/New_York", "America/Chicago", "America/Los_Angeles"];
        private int _claims;

        public int Left => windows.Sum();

        public IReadOnlyList<(int Window, int Count)> Take(IAssignmentStrategy strategy, int bucket, ActionShare? share = null)
        {
            var choice = strategy.Choose(new()
            {
                BucketSize = bucket,
                Open = [.. windows.Index().Where(w => w.Item > 0).Select(w => new OpenWindow(Key(w.Index), w.Item, Now + Duration.FromHours(w.Index + 1)))],
                Share = share,
                Chance = _claims++,
            });
            var (given, left) = (new List<(int, int)>(), choice.Count);
            foreach (var key in choice.Windows)
            {
                var window = Enumerable.Range(0, windows.Length).Single(i => Key(i) == key);
                var count = Math.Min(left, windows[window]);
                windows[window] -= count;
                left -= count;
                if (count > 0)
                {
                    given.Add((window, count));
                }
            }

            return given;
        }

        private static WindowKey Key(int window) => WindowKey.Parse($"{WindowKey.Parse("1:|").ToString().Split(':')[0]}:{Zones[window]}|");
    }

    private sealed class Stingy : IAssignmentStrategy
    {
        public string Name => "STINGY";

        public bool NeedsShare => false;

        public ClaimChoice Choose(ClaimSituation situation) => new([], 0);
    }
}
