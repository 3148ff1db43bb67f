using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using P2P.Benchmarks.Load.Reporting;
using P2P.Sdk;
using P2P.Sdk.Conversations;
using P2P.Sdk.Results;

namespace P2P.Benchmarks.Load.Measures;

/// <summary>What an action's counts and an inbox's first page cost, at the store, in campaigns of three sizes.</summary>
internal static class Growth
{
    private const int Reads = 200;
    private static readonly PageRequest FirstPage = new();

    public static async Task MeasureAsync(LoadSystem system, LoadOptions options, LoadReport report)
    {
        report.Begin("Reads of campaigns of different sizes, at the store, without a node's cache");
        var campaigns = new List<GrownCampaign>();
        foreach (var size in options.Sizes)
        {
            LoadReport.Progress($"  making a campaign of {size:N0} messages");
            campaigns.Add(await GrownCampaign.CreateAsync(system, size));
        }

        var (counts, inbox) = (system.Services.GetRequiredService<ICountStore>(), system.Services.GetRequiredService<IConversationStore>());
        await CompareAsync("counts of an action", campaigns, c => counts.ReadAsync(c.Campaign, [c.Action], default));
        await CompareAsync("first page of an inbox", campaigns, c => inbox.PageInboxAsync(c.Campaign, c.User, andUnheld: false, InboxFilter.All, FirstPage, default));
        foreach (var campaign in campaigns)
        {
            var recount = await counts.RecountAsync(campaign.Campaign, campaign.Action, default);
            report.Add($"counters equal rows at {campaign.Messages:N0}", "1: yes", [recount!.Counted == recount.Kept ? 1 : 0], Aim.AtLeast(1));
        }

        async Task CompareAsync(string what, IReadOnlyList<GrownCampaign> sizes, Func<GrownCampaign, Task> read)
        {
            var times = sizes.ToDictionary(c => c, _ => new List<double>());
            for (var turn = 0; turn <= options.Turns; turn++)
            {
                // Read by read in turns, and the median of each: what else the machine does falls on all alike.
                var each = sizes.ToDictionary(c => c, _ => new List<double>());
                for (var i = 0; i < Reads; i++)
                {
                    foreach (var campaign in sizes)
                    {
                        var start = Stopwatch.GetTimestamp();
                        await read(campaign);
                        each[campaign].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    }
                }

                foreach (var campaign in sizes.Where(_ => turn > 0)) // The first turn warms up.
                {
                    times[campaign].Add(Spread.Of(each[campaign]).Median);
                }
            }

            foreach (var campaign in sizes)
            {
                report.Add($"{what}, {campaign.Messages:N0} messages", "ms", times[campaign]);
                await Sql.NumbersAsync(system.Database, "SELECT 1 FROM (SELECT pg_stat_statements_reset()) AS done");
                await read(campaign);
                var cost = await Sql.NumbersAsync(
                    system.Database,
                    "SELECT coalesce(sum(rows), 0), coalesce(sum(shared_blks_hit + shared_blks_read), 0) FROM pg_stat_statements");
                report.Add("  rows returned to the node", "rows", [cost[0]]);
                report.Add("  buffers read", "pages", [cost[1]]);
            }

            report.AddRatio($"{what}, largest / smallest", times[sizes[^1]], times[sizes[0]], Aim.AtMost(1.2));
        }
    }
}
