using System.CommandLine;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;

namespace P2P.GraphQL.Hosting;

/// <summary><c>recount</c>: compares all counters with the rows that they count. 0: equal; 1: not, or it could not.</summary>
internal static class RecountCommand
{
    /// <summary>Actions between two lines of progress.</summary>
    private const int Stride = 25;

    public static Command Create()
    {
        var command = new Command("recount", "Compares every counter of every action with the rows that it counts.");
        DatabaseOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => StartFailure.ExplainedAsync(
            () => RunAsync(DatabaseOptions.Read(parsed), Console.Out, Console.Error, cancellationToken)));
        return command;
    }

    public static async Task<int> RunAsync(
        ServerOptions options, TextWriter to, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var app = ServerHost.Build(options);
        if (app.Services.GetService<DatabaseSchema>() is { } schema
            && await schema.PendingAsync(cancellationToken) is { Count: > 0 } pending)
        {
            throw new StartRefusedException($"The database lacks {pending.Count} migration(s): run migrate first.");
        }

        return await RunAsync(
            app.Services.GetRequiredService<ICampaignStore>(), app.Services.GetRequiredService<IActionStore>(),
            app.Services.GetRequiredService<ICountStore>(), to, progress, cancellationToken);
    }

    /// <param name="to">A line for each difference, and one that sums up.</param>
    public static async Task<int> RunAsync(
        ICampaignStore campaigns,
        IActionStore actions,
        ICountStore counts,
        TextWriter to,
        TextWriter progress,
        CancellationToken cancellationToken)
    {
        var (compared, different) = (0, 0);
        foreach (var campaign in await campaigns.ListAsync(cancellationToken))
        {
            await foreach (var action in ActionsOf(actions, campaign.Id, cancellationToken))
            {
                if (await counts.RecountAsync(campaign.Id, action, cancellationToken) is { } recount)
                {
                    var differences = Differences(recount).ToList();
                    different += differences.Count > 0 ? 1 : 0;
                    foreach (var (counter, kept, counted) in differences)
                    {
                        await to.WriteLineAsync($"action {action.Value}: {counter} is kept as {kept}, and the rows are {counted}");
                    }
                }

                if (++compared % Stride == 0)
                {
                    await progress.WriteLineAsync($"{compared} actions compared ...");
                }
            }
        }

        await to.WriteLineAsync(different == 0
            ? $"All counters of {compared} actions equal their rows."
            : $"{different} of {compared} actions have counters that differ from their rows.");
        return different == 0 ? 0 : 1;
    }

    /// <summary>The counters that differ, as GraphQL names them.</summary>
    internal static IEnumerable<(string Counter, int Kept, int Counted)> Differences(Recount recount)
    {
        if (recount.PoolKept != recount.PoolCounted)
        {
            yield return ("unassigned", recount.PoolKept, recount.PoolCounted);
        }

        foreach (var counter in typeof(ActionCounts).GetProperties().Where(p => p.PropertyType == typeof(int) && p.CanWrite))
        {
            var (kept, counted) = ((int)counter.GetValue(recount.Kept)!, (int)counter.GetValue(recount.Counted)!);
            if (kept != counted)
            {
                yield return (Camel(counter.Name), kept, counted);
            }
        }

        foreach (var difference in recount.Tallies)
        {
            foreach (var number in typeof(Tally).GetProperties().Where(p => p.PropertyType == typeof(int) && p.CanWrite))
            {
                var (kept, counted) = ((int)number.GetValue(difference.Kept)!, (int)number.GetValue(difference.Counted)!);
                if (kept != counted)
                {
                    yield return ($"{Camel(number.Name)} of {Camel(difference.Key.Kind.ToString())} {difference.Key.Id}", kept, counted);
                }
            }
        }

        static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static async IAsyncEnumerable<ActionId> ActionsOf(
        IActionStore actions,
        CampaignId campaign,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new PageRequest(PageRequest.MaxSize);
        while (true)
        {
            var page = await actions.PageAsync(campaign, new ActionFilter(), request, cancellationToken);
            foreach (var item in page.Items)
            {
                yield return item.Item.Id;
            }

            if (!page.HasNext)
            {
                yield break;
            }

            request = request with { From = page.Items[^1].Cursor };
        }
    }
}
