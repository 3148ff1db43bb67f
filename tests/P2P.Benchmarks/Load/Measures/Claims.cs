using System.Text;
using System.Text.Json;
using P2P.Benchmarks.Load.Http;
using P2P.Benchmarks.Load.References;
using P2P.Benchmarks.Load.Reporting;

namespace P2P.Benchmarks.Load.Measures;

/// <summary>Buckets claimed by 32 users at a time, each user's first; beside one bare SKIP LOCKED statement.</summary>
internal static class Claims
{
    private const int Bucket = 25;
    private const int AtOnce = 32;

    /// <summary>Turns that are not counted: a server has long compiled its hot paths.</summary>
    private const int WarmUps = 2;

    private const string Document = """
        mutation($action: ID!) {
          claimContacts(input: { actionId: $action }) {
            targets { id version message contact { firstName } }
            assigned unassigned
            opensLater { contacts opensAt }
            errors { code message }
          }
        }
        """;

    public static async Task MeasureAsync(LoadSystem system, LoadedCampaign campaign, LoadOptions options, LoadReport report)
    {
        var inTurn = Math.Max(1, options.Contacts * 2 / 3 / Bucket / (options.Turns + WarmUps) / AtOnce) * AtOnce;
        report.Begin($"Claims: {Bucket} contacts each, {AtOnce} users at once");
        await Sql.ExecuteAsync(system.Bare, BareClaimEndpoint.Tables(options.Contacts));
        var tokens = (await system.AddVolunteersAsync(inTurn * (options.Turns + WarmUps))).Select(system.TokenFor).ToList();
        var (ours, bare) = (new List<LoadSample>(), new List<LoadSample>());
        for (var turn = 0; turn < options.Turns + WarmUps; turn++)
        {
            var mine = tokens.Skip(turn * inTurn).Take(inTurn).ToList();
            var sample = await system.TimeAsync(
                system.Server,
                HttpLoad.Deal([.. mine.Select(token => HttpRequest.GraphQL(token, Document, new { action = campaign.Action }))], AtOnce),
                "\"errors\":[]");
            var reference = await system.TimeAsync(
                system.Reference,
                HttpLoad.Deal([.. Enumerable.Range(turn * inTurn, inTurn).Select(user => HttpRequest.Post($"/claim/{user}"))], AtOnce),
                "\"errors\":[]");
            if (turn >= WarmUps)
            {
                ours.Add(sample);
                bare.Add(reference);
            }
        }

        report.Add("claims", "claims/s", ours.Select(s => s.Rate));
        report.Add("claimed contacts", "contacts/s", ours.Select(s => s.Rate * Bucket));
        report.Add("claim, p99", "ms", ours.Select(s => s.P99));
        report.Add("bare SKIP LOCKED claims", "claims/s", bare.Select(s => s.Rate));
        report.AddRatio("claims / bare SKIP LOCKED claims", ours.Select(s => s.Rate), bare.Select(s => s.Rate), Aim.AtLeast(0.7));
        report.Add("processor time of the server for a claim", "ms", ours.Select(s => s.ServerTime));
        report.Add("processor time of PostgreSQL for a claim", "ms", ours.Select(s => s.DatabaseTime));
        report.Add("processor time of the bare server for a claim", "ms", bare.Select(s => s.ServerTime));
        report.Add("processor time of PostgreSQL for a bare claim", "ms", bare.Select(s => s.DatabaseTime));
        report.AddRatio(
            "processor time of a bare claim / of a claim",
            bare.Select(s => s.ServerTime + s.DatabaseTime), ours.Select(s => s.ServerTime + s.DatabaseTime));
        await CollectAsync(system, campaign, tokens);
    }

    /// <summary>Asks again what each user holds, for the sends: the answers under load were not kept.</summary>
    private static async Task CollectAsync(LoadSystem system, LoadedCampaign campaign, IReadOnlyList<string> tokens)
    {
        using var connection = await HttpConnection.OpenAsync(system.Server.Root);
        foreach (var token in tokens)
        {
            var (_, body) = await connection.ExchangeAsync(HttpRequest.GraphQL(token, Document, new { action = campaign.Action }));
            using var answer = JsonDocument.Parse(body);
            var targets = answer.RootElement.GetProperty("data").GetProperty("claimContacts").GetProperty("targets");
            if (targets.GetArrayLength() != Bucket)
            {
                throw new InvalidOperationException($"A user holds another number than {Bucket}: {Encoding.UTF8.GetString(body.Span)}");
            }

            foreach (var target in targets.EnumerateArray())
            {
                campaign.Claimed.Enqueue(new(token, target.GetProperty("id").GetString()!, target.GetProperty("version").GetString()!));
            }
        }
    }
}
