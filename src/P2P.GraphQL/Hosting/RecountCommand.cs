using System.CommandLine;
using NodaTime;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.Results;
using P2P.Sdk.Results.Tallies;

namespace P2P.GraphQL.Hosting;

/// <summary><c>recount</c>: compares all counters with the rows that they count, and with <c>--repair</c> makes them equal. 0: they
/// are equal; 1: they are not, or it could not.</summary>
internal static class RecountCommand
{
    /// <summary>Actions between two lines of progress.</summary>
    private const int Stride = 25;

    /// <summary>Of one action, where they are repaired: a database that was made before tallies lacks them all.</summary>
    private const int MostTold = 20;

    private static readonly Option<bool> Repair = new("--repair")
    {
        Description = "Repairs the counters that differ, also beside servers that run, and says what it changed.",
    };

    public static Command Create()
    {
        var command = new Command("recount", "Compares every counter of every action with the rows that it counts.");
        DatabaseOptions.AddTo(command);
        command.Options.Add(Repair);
        command.SetAction((parsed, cancellationToken) => StartFailure.ExplainedAsync(
            () => RunAsync(DatabaseOptions.Read(parsed), parsed.GetValue(Repair), Console.Out, Console.Error, cancellationToken)));
        return command;
    }

    /// <param name="to">A line for each difference, and one that sums up.</param>
    public static async Task<int> RunAsync(
        ServerOptions options, bool repairs, TextWriter to, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var app = ServerHost.Build(options);
        if (app.Services.GetService<DatabaseSchema>() is { } schema
            && await schema.PendingAsync(cancellationToken) is { Count: > 0 } pending)
        {
            throw new StartRefusedException($"The database lacks {pending.Count} migration(s): run migrate first.");
        }

        var counts = app.Services.GetRequiredService<ICountStore>();
        var clock = app.Services.GetRequiredService<IClock>();
        var (compared, different) = (0, 0);
        foreach (var campaign in await app.Services.GetRequiredService<ICampaignStore>().ListAsync(cancellationToken))
        {
            await foreach (var action in ActionsOf(app.Services.GetRequiredService<IActionStore>(), campaign.Id, cancellationToken))
            {
                var recount = repairs
                    ? await counts.RepairAsync(
                        campaign.Id, action, new(clock.GetCurrentInstant(), null, "counters.repaired", action.ToString(), ""), cancellationToken)
                    : await counts.RecountAsync(campaign.Id, action, cancellationToken);
                if (recount is { IsEqual: false })
                {
                    different++;
                    await TellAsync(action, recount, repairs, to);
                }

                if (++compared % Stride == 0)
                {
                    await progress.WriteLineAsync($"{compared} actions compared{(repairs ? $", {different} repaired" : "")} ...");
                }
            }
        }

        await to.WriteLineAsync(different == 0 ? $"All counters of {compared} actions equal their rows."
            : repairs ? $"{different} of {compared} actions had counters that differed from their rows; they are repaired."
            : $"{different} of {compared} actions have counters that differ from their rows.");
        return different == 0 || repairs ? 0 : 1;
    }

    private static async Task TellAsync(ActionId action, Recount recount, bool repairs, TextWriter to)
    {
        var differences = Differences(recount).ToList();
        foreach (var (counter, kept, counted) in repairs ? differences.Take(MostTold) : differences)
        {
            await to.WriteLineAsync(repairs
                ? $"action {action.Value}: {counter} was kept as {kept}, the rows were {counted}: repaired"
                : $"action {action.Value}: {counter} is kept as {kept}, and the rows are {counted}");
        }

        if (repairs && differences.Count > MostTold)
        {
            await to.WriteLineAsync($"action {action.Value}: {differences.Count - MostTold} more: repaired");
        }
    }

    /// <summary>The counters that differ, as GraphQL names them.</summary>
    internal static IEnumerable<(string Counter, int Kept, int Counted)> Differences(Recount recount)
    {
        if (recount.PoolKept != recount.PoolCounted)
        {
            yield return ("unassigned", recount.PoolKept, recount.PoolCounted);
        }

        foreach (var window in recount.Windows)
        {
            if (window.UnassignedKept != window.UnassignedCounted)
            {
                yield return ($"unassigned of window {window.Key}", window.UnassignedKept, window.UnassignedCounted);
            }

            if (window.ParkedKept != window.ParkedCounted)
            {
                yield return ($"parked of window {window.Key}", window.ParkedKept, window.ParkedCounted);
            }
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
