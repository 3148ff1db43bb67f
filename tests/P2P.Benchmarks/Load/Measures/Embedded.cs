using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using P2P.Benchmarks.Load.Http;
using P2P.Benchmarks.Load.Reporting;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Assignments;
using P2P.Sdk.Messaging;

namespace P2P.Benchmarks.Load.Measures;

/// <summary>Opening texts by the SDK in an app's own process, beside the same through GraphQL over HTTP: what the server adds.</summary>
internal static class Embedded
{
    private const int AtOnce = 32;

    public static async Task MeasureAsync(LoadSystem system, LoadedCampaign campaign, LoadOptions options, LoadReport report)
    {
        report.Begin($"The SDK in process: {AtOnce} volunteers at once");
        await using var embedded = system.CreateEmbedded();
        var inTurn = campaign.Claimed.Count / 2 / (options.Turns + 1) / AtOnce * AtOnce;
        var own = await ClaimAsync(system, embedded, inTurn * (options.Turns + 1));
        var (inProcess, served) = (new List<LoadSample>(), new List<LoadSample>());
        for (var turn = 0; turn <= options.Turns; turn++)
        {
            var mine = await SendAsync(system, embedded, own, inTurn);
            var sends = Enumerable.Range(0, inTurn).Select(_ => Sends.Request(campaign.Claimed.Dequeue())).ToList();
            var theirs = await system.TimeAsync(system.Server, HttpLoad.Deal(sends, AtOnce), "\"QUEUED\"");
            if (turn > 0) // The first warms up.
            {
                inProcess.Add(mine);
                served.Add(theirs);
            }
        }

        report.Add("sends by the SDK", "sends/s", inProcess.Select(s => s.Rate));
        report.Add("sends through GraphQL", "sends/s", served.Select(s => s.Rate));
        report.Add("processor time of the app for a send", "ms", inProcess.Select(s => s.ServerTime));
        report.Add("processor time of the server for a send", "ms", served.Select(s => s.ServerTime));
        report.AddRatio("sends through GraphQL / by the SDK", served.Select(s => s.Rate), inProcess.Select(s => s.Rate));
        report.AddRatio("processor time through GraphQL / by the SDK", served.Select(s => s.ServerTime), inProcess.Select(s => s.ServerTime));
    }

    private static async Task<Queue<(Actor Actor, Sdk.Assignments.ClaimedTarget Target)>> ClaimAsync(LoadSystem system, IServiceProvider embedded, int targets)
    {
        var action = new ActionId(await Sql.GuidAsync(
            system.Database, "SELECT action_id FROM actions WHERE campaign_id = $1", system.Admin.Campaign.Value));
        var claims = embedded.GetRequiredService<ClaimService>();
        var held = new Queue<(Actor, Sdk.Assignments.ClaimedTarget)>();
        while (held.Count < targets)
        {
            var volunteer = (await system.AddVolunteersAsync(1))[0];
            foreach (var target in (await claims.ClaimAsync(volunteer, action)).Value!.Targets)
            {
                held.Enqueue((volunteer, target));
            }
        }

        return held;
    }

    /// <summary>So many sends at once, each volunteer's one after another, as through HTTP.</summary>
    private static async Task<LoadSample> SendAsync(
        LoadSystem system, IServiceProvider embedded, Queue<(Actor Actor, Sdk.Assignments.ClaimedTarget Target)> own, int count)
    {
        var sender = embedded.GetRequiredService<MessageSender>();
        var parts = Enumerable.Range(0, AtOnce)
            .Select(_ => Enumerable.Range(0, count / AtOnce).Select(_ => own.Dequeue()).ToList()).ToList();
        var (app, kept, watch) = (Environment.CpuUsage.TotalTime, system.PostgresCpuTime, Stopwatch.StartNew());
        var times = await Task.WhenAll(parts.Select(part => Task.Run(async () =>
        {
            var taken = new List<double>();
            foreach (var (actor, target) in part)
            {
                var start = Stopwatch.GetTimestamp();
                var sent = await sender.SendInitialAsync(actor, target.Target.Id, target.Text.Version, IdempotencyKey.New());
                taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (sent.IsRefused)
                {
                    throw new InvalidOperationException($"A send was refused: {sent.Refusals[0].Message}");
                }
            }

            return taken;
        })));
        return LoadSample.Of(times.SelectMany(t => t), watch.Elapsed) with
        {
            ServerTime = (Environment.CpuUsage.TotalTime - app).TotalMilliseconds / count,
            DatabaseTime = (system.PostgresCpuTime - kept).TotalMilliseconds / count,
        };
    }
}
