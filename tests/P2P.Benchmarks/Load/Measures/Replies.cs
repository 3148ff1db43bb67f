using System.Diagnostics;
using System.Globalization;
using System.Text;
using P2P.Benchmarks.Load.Http;
using P2P.Benchmarks.Load.Reporting;
using P2P.Sdk.Twilio.Webhooks;

namespace P2P.Benchmarks.Load.Measures;

/// <summary>Replies of those who were texted, as Twilio's webhooks: answered at once, then read into the conversations.</summary>
/// <remarks>A node of its own takes them, with Twilio as its carrier, which is away: what waits to be sent waits on.</remarks>
internal static class Replies
{
    private const int AtOnce = 32;
    private const string Account = "AC00000000000000000000000000000000";
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string Caller = "http://127.0.0.1:9";

    private const string Texted = """
        SELECT contact_number, campaign_number FROM messages WHERE campaign_id = $1 AND kind = 0 ORDER BY message_id LIMIT $2
        """;

    private const string Unread = "SELECT count(*) FROM webhook_inbox WHERE kind = 0 AND outcome IS NULL";

    public static async Task MeasureAsync(LoadSystem system, LoadOptions options, LoadReport report)
    {
        report.Begin($"Replies: {AtOnce} webhooks at once");
        await using var node = await system.StartServerAsync(new Dictionary<string, string>
        {
            ["Twilio__AccountSid"] = Account,
            ["Twilio__AuthToken"] = Token,
            ["Twilio__ApiBaseAddress"] = Caller,
            ["Twilio__WebhookBaseAddress"] = Caller,
        });
        var inTurn = options.Contacts / 20 / AtOnce * AtOnce;
        var texted = await Sql.TextsAsync(
            system.Database, Texted, system.Admin.Campaign.Value, inTurn * (options.Turns + 1));
        var (answered, read) = (new List<LoadSample>(), new List<double>());
        for (var turn = 0; turn <= options.Turns; turn++)
        {
            List<byte[]> replies = [.. Enumerable.Range(0, inTurn).Select(i => turn * inTurn + i).Select(i => Request(i, texted[i % texted.Count]))];
            var watch = Stopwatch.StartNew();
            var sample = await system.TimeAsync(node, HttpLoad.Deal(replies, AtOnce), "");
            while ((await Sql.NumbersAsync(system.Database, Unread))[0] > 0)
            {
                await Task.Delay(10);
            }

            if (turn > 0) // The first warms up.
            {
                answered.Add(sample);
                read.Add(inTurn / watch.Elapsed.TotalSeconds);
            }
        }

        report.Add("webhooks answered", "webhooks/s", answered.Select(s => s.Rate));
        report.Add("  p99", "ms", answered.Select(s => s.P99));
        report.Add("replies in their conversations, from the first webhook on", "replies/s", read);
    }

    private static byte[] Request(int number, (string Contact, string Campaign) texted)
    {
        Dictionary<string, string> fields = new()
        {
            ["MessageSid"] = $"SM{number.ToString("x32", CultureInfo.InvariantCulture)}",
            ["AccountSid"] = Account,
            ["From"] = texted.Contact,
            ["To"] = texted.Campaign,
            ["Body"] = $"I will be there, number {number}",
            ["NumMedia"] = "0",
        };
        var body = string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        var signature = TwilioSignature.Sign(Token, Caller + "/webhooks/twilio/inbound", fields);
        return HttpRequest.Post(
            "/webhooks/twilio/inbound", "application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(body),
            headers: $"{TwilioSignature.Header}: {signature}\r\n");
    }
}
