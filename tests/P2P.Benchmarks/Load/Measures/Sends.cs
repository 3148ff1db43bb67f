using P2P.Benchmarks.Load.Http;
using P2P.Benchmarks.Load.References;
using P2P.Benchmarks.Load.Reporting;

namespace P2P.Benchmarks.Load.Measures;

/// <summary>Opening texts by so many volunteers at once, beside a bare INSERT and UPDATE and beside an empty endpoint.</summary>
internal static class Sends
{
    public const string Document = """
        mutation($target: ID!, $version: String!, $key: String!) {
          sendInitialMessage(input: { targetId: $target, version: $version, idempotencyKey: $key }) {
            message { id status }
            errors { code message }
          }
        }
        """;

    /// <summary>What part of a load's texts one turn sends, load by load; a lone volunteer's are few, and enough.</summary>
    private static int TextsInTurn(LoadOptions options, int volunteers, int all)
    {
        var weights = options.Volunteers.ToDictionary(v => v, v => Math.Min(v, 32) + 4);
        return all * weights[volunteers] / weights.Values.Sum() / options.Turns / volunteers * volunteers;
    }

    public static async Task MeasureAsync(LoadSystem system, LoadedCampaign campaign, LoadOptions options, LoadReport report)
    {
        var all = campaign.Claimed.Count * 4 / 5; // The rest is for the parts behind this one.
        await Sql.ExecuteAsync(system.Bare, BareSendEndpoint.Tables(all * 3));
        await TurnAsync(system, campaign, 32, all / 3 / 32 * 32, 1); // Warms up: a server has long compiled its hot paths.
        var left = all - (all / 3 / 32 * 32);
        foreach (var volunteers in options.Volunteers)
        {
            report.Begin($"Sends: {volunteers} volunteers at once");
            await MeasureAsync(system, campaign, options.Turns, volunteers, TextsInTurn(options, volunteers, left), report);
        }
    }

    private static async Task MeasureAsync(
        LoadSystem system, LoadedCampaign campaign, int turns, int volunteers, int texts, LoadReport report)
    {
        var since = Guid.CreateVersion7();
        var (ours, bare, empty) = (new List<LoadSample>(), new List<LoadSample>(), new List<LoadSample>());
        for (var turn = 0; turn < turns; turn++)
        {
            var (a, b, c) = await TurnAsync(system, campaign, volunteers, texts, 2);
            ours.Add(a);
            bare.Add(b);
            empty.Add(c);
        }

        report.Add("sends", "sends/s", ours.Select(s => s.Rate));
        report.Add("send, p50", "ms", ours.Select(s => s.P50));
        report.Add("send, p95", "ms", ours.Select(s => s.P95));
        report.Add("send, p99", "ms", ours.Select(s => s.P99), volunteers == 32 ? Aim.AtMost(50) : null);
        report.Add("sends in one transaction, on average", "sends", [await GroupSizeAsync(system, since)]);
        report.Add("processor time of the server for a send", "ms", ours.Select(s => s.ServerTime));
        report.Add("processor time of PostgreSQL for a send", "ms", ours.Select(s => s.DatabaseTime));
        report.Add("bare INSERT and UPDATE", "requests/s", bare.Select(s => s.Rate));
        report.Add("bare INSERT and UPDATE, p99", "ms", bare.Select(s => s.P99));
        report.Add("processor time of the bare server for a request", "ms", bare.Select(s => s.ServerTime));
        report.Add("processor time of PostgreSQL for a request", "ms", bare.Select(s => s.DatabaseTime));
        report.Add("empty POST", "requests/s", empty.Select(s => s.Rate));
        report.AddRatio(
            "sends / bare INSERT and UPDATE", ours.Select(s => s.Rate), bare.Select(s => s.Rate),
            volunteers == 32 ? Aim.AtLeast(1) : null);
        report.AddRatio(
            "processor time of a bare request / of a send",
            bare.Select(s => s.ServerTime + s.DatabaseTime), ours.Select(s => s.ServerTime + s.DatabaseTime));
        report.AddRatio("sends / empty POST", ours.Select(s => s.Rate), empty.Select(s => s.Rate));
    }

    /// <summary>One volunteer's send.</summary>
    public static byte[] Request(ClaimedTarget target) => HttpRequest.GraphQL(
        target.Token, Document, new { target = target.Id, version = target.Version, key = Guid.CreateVersion7().ToString("N") });

    /// <param name="times">How many times as many requests the references get, which are faster.</param>
    private static async Task<(LoadSample Ours, LoadSample Bare, LoadSample Empty)> TurnAsync(
        LoadSystem system, LoadedCampaign campaign, int volunteers, int texts, int times)
    {
        var targets = Enumerable.Range(0, texts).Select(_ => campaign.Claimed.Dequeue()).ToList();
        campaign.Texters.UnionWith(targets.Select(t => t.Token));
        var sends = targets.Select(Request).ToList();
        var inserts = Enumerable.Range(0, texts * times).Select(_ => HttpRequest.Post($"/send/{campaign.NextBare()}")).ToList();
        return (
            await system.TimeAsync(system.Server, HttpLoad.Deal(sends, volunteers), "\"QUEUED\""),
            await system.TimeAsync(system.Reference, HttpLoad.Deal(inserts, volunteers), "\"QUEUED\""),
            await system.TimeAsync(system.Reference, HttpLoad.Same(HttpRequest.Post("/empty"), volunteers, texts * times), "{}"));
    }

    /// <summary>Sends that shared a transaction: their keys were written by one.</summary>
    private static async Task<double> GroupSizeAsync(LoadSystem system, Guid since)
    {
        var counts = await Sql.NumbersAsync(
            system.Database, "SELECT count(*), count(DISTINCT xmin::text) FROM key_uses WHERE message_id >= $1", since);
        return counts[0] / counts[1];
    }
}
