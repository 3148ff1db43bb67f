using System.Text.Json;
using P2P.Benchmarks.Load.Http;
using P2P.Benchmarks.Load.Reporting;

namespace P2P.Benchmarks.Load.Measures;

/// <summary>What a volunteer's and an admin's screens ask for, and a mutation that does nothing, each beside an empty endpoint.</summary>
internal static class Requests
{
    private const int AtOnce = 32;

    /// <summary>Turns that are not counted: a server has long compiled its hot paths.</summary>
    private const int WarmUps = 5;

    private const string Inbox = """
        query { inbox(first: 20) { nodes { contact { id firstName } messages(last: 1) { nodes { direction text } } } } }
        """;

    private const string Conversation = """
        query($id: ID!) { conversation(contactId: $id) { contact { firstName } messages(last: 20) { nodes { direction text status } } } }
        """;

    private const string Counts = "query($id: ID!) { action(id: $id) { counts { initialMessages responses messagesRemaining needsAttention } } }";

    /// <summary>Its key is too short to be one, which is seen before anything is read.</summary>
    private const string Nothing = """
        mutation { sendInitialMessage(input: { targetId: "tgt_", version: "", idempotencyKey: "no" }) { errors { code } } }
        """;

    public static async Task MeasureAsync(LoadSystem system, LoadedCampaign campaign, LoadOptions options, LoadReport report)
    {
        var (texter, admin) = (campaign.Texters.First(), system.TokenFor(campaign.Admin));
        report.Begin($"Requests, {AtOnce} at once");
        var contact = await ContactOfAsync(system, texter);
        (string Name, byte[] Request, string Expected, Aim? Aim)[] requests =
        [
            ("a mutation that does nothing", HttpRequest.GraphQL(texter, Nothing), "INVALID_INPUT", Aim.AtLeast(0.6)),
            ("first 20 of the inbox, each with its last text", HttpRequest.GraphQL(texter, Inbox), "firstName", null),
            ("a conversation's last 20 texts", HttpRequest.GraphQL(texter, Conversation, new { id = contact }), "OUTBOUND", null),
            ("counts of an action", HttpRequest.GraphQL(admin, Counts, new { id = campaign.Action }), "initialMessages", null),
        ];
        foreach (var (name, request, expected, aim) in requests)
        {
            var (ours, empty) = (new List<LoadSample>(), new List<LoadSample>());
            for (var turn = -WarmUps; turn < options.Turns; turn++)
            {
                var sample = await system.TimeAsync(
                    system.Server, HttpLoad.Same(request, AtOnce, options.Contacts / 20 / AtOnce * AtOnce), expected);
                var reference = await system.TimeAsync(
                    system.Reference, HttpLoad.Same(HttpRequest.Post("/empty"), AtOnce, options.Contacts / 10 / AtOnce * AtOnce), "{}");
                if (turn >= 0)
                {
                    ours.Add(sample);
                    empty.Add(reference);
                }
            }

            report.Add(name, "requests/s", ours.Select(s => s.Rate));
            report.Add("  p99", "ms", ours.Select(s => s.P99));
            report.AddRatio("  / empty POST", ours.Select(s => s.Rate), empty.Select(s => s.Rate), aim);
            report.AddRatio("  processor time of an empty POST / of it", empty.Select(s => s.ServerTime), ours.Select(s => s.ServerTime + s.DatabaseTime));
        }
    }

    private static async Task<string> ContactOfAsync(LoadSystem system, string texter)
    {
        using var connection = await HttpConnection.OpenAsync(system.Server.Root);
        var (_, body) = await connection.ExchangeAsync(HttpRequest.GraphQL(texter, Inbox));
        using var answer = JsonDocument.Parse(body);
        return answer.RootElement.GetProperty("data").GetProperty("inbox").GetProperty("nodes")[0]
            .GetProperty("contact").GetProperty("id").GetString()!;
    }
}
