using P2P.Benchmarks.Load.Http;
using P2P.Benchmarks.Load.Reporting;

namespace P2P.Benchmarks.Load.Measures;

/// <summary>Dashboards that are open on one node: what an idle one keeps of its memory, and what an event costs that many are told.</summary>
internal static class Subscribers
{
    private const int Watching = 1000;
    private const int Opening = 32;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private const string Document = "subscription($id: ID!) { actionCounts(actionId: $id) { initialMessages messagesRemaining } }";

    public static async Task MeasureAsync(LoadSystem system, LoadedCampaign campaign, LoadOptions options, LoadReport report)
    {
        var idle = Math.Min(10_000, options.Contacts / 10);
        report.Begin($"Subscribers of one node: {idle:N0} idle, {Watching:N0} of them told an event a second");
        await using var node = await system.StartServerAsync();
        var quiet = (await system.AskAsync(
            system.Admin,
            "mutation { createAction(input: { title: \"Quiet\" }) { action { id } errors { code message } } }"))
            .GetProperty("createAction").GetProperty("action").GetProperty("id").GetString()!;
        var token = system.TokenFor(system.Admin);
        List<SubscriberSocket> watching = [.. await OpenAsync(node, token, campaign.Action, Watching)];
        await Task.Delay(3 * Second);
        var (memory, opened) = (node.Memory, new List<SubscriberSocket>());
        opened.AddRange(await OpenAsync(node, token, quiet, idle - Watching));
        await Task.Delay(5 * Second);
        report.Add("memory of an idle subscriber", "KB", [(node.Memory - memory) * 1024 / (idle - Watching)], Aim.AtMost(40));
        var still = node.CpuTime;
        await Task.Delay(5 * Second);
        report.Add("processor time of the node a second, all idle", "ms", [(node.CpuTime - still).TotalMilliseconds / 5]);
        await TellAsync(node, campaign, watching, options, report);
        foreach (var socket in opened.Concat(watching))
        {
            socket.Dispose();
        }
    }

    /// <summary>One text a second, each told to all who watch.</summary>
    private static async Task TellAsync(
        ServedProcess node, LoadedCampaign campaign, IReadOnlyList<SubscriberSocket> watching, LoadOptions options, LoadReport report)
    {
        using var volunteer = await HttpConnection.OpenAsync(node.Root);
        var (processor, told) = (new List<double>(), new List<double>());
        for (var turn = 0; turn <= options.Turns * 2; turn++)
        {
            var (before, start) = (node.CpuTime, System.Diagnostics.Stopwatch.GetTimestamp());
            await volunteer.ExchangeAsync(Sends.Request(campaign.Claimed.Dequeue()));
            await Task.WhenAll(watching.Select(socket => socket.WhenToldAsync()));
            var elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(start);
            await Task.Delay(elapsed < Second ? Second - elapsed : TimeSpan.Zero);
            if (turn > 0) // The first warms up.
            {
                processor.Add((node.CpuTime - before).TotalMilliseconds);
                told.Add(elapsed.TotalMilliseconds);
            }
        }

        report.Add($"processor time of the node a second, {Watching:N0} told one event", "ms", processor);
        report.Add("from the send until the last was told", "ms", told);
    }

    private static async Task<IReadOnlyList<SubscriberSocket>> OpenAsync(ServedProcess node, string token, string action, int count)
    {
        var sockets = new SubscriberSocket[count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Opening },
            async (i, _) => sockets[i] = await SubscriberSocket.OpenAsync(node.Root, token, Document, new { id = action }));
        return sockets;
    }
}
