using NodaTime;
using NodaTime.Text;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.Twilio.Tests.Messaging;

public class TwilioLookupTests
{
    private const string Target = $"/2010-04-01/Accounts/{Account.Sid}/Messages.json";

    private static readonly PhoneNumber From = PhoneNumber.Parse("+13125550001");
    private static readonly PhoneNumber To = PhoneNumber.Parse("+13125550142");
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 12, 0);

    [Fact]
    public async Task A_look_up_reads_every_page_whatever_the_status()
    {
        await using var twilio = await ScriptedTwilio.StartAsync((context, asked) => ScriptedTwilio.AnswerAsync(
            context,
            200,
            asked.Target.Contains("PageToken", StringComparison.Ordinal)
                ? Page(null, Record("SM3", "failed", 3, code: "30007"), Record("SM4", "half_sent", 4))
                : Page($"{Target}?PageSize=200&Page=1&PageToken=PASM2", Record("SM1", "queued", 1), Record("SM2", "delivered", 2))));
        var found = await Account.Transport(twilio.Address).FindAsync(From, To, Noon, default);
        Assert.Equal(
            [
                new("SM1", "Hello", Noon + Duration.FromMinutes(1), MessageStatus.Sent),
                new("SM2", "Hello", Noon + Duration.FromMinutes(2), MessageStatus.Delivered),
                new("SM3", "Hello", Noon + Duration.FromMinutes(3), MessageStatus.CarrierFiltered),
                new("SM4", "Hello", Noon + Duration.FromMinutes(4), MessageStatus.Sent),
            ],
            found);
        Assert.Equal(
            [("GET", $"{Target}?To=%2B13125550142&From=%2B13125550001&PageSize=200"), ("GET", $"{Target}?PageSize=200&Page=1&PageToken=PASM2")],
            twilio.Asked.Select(asked => (asked.Method, asked.Target)));
    }

    [Fact]
    public async Task What_was_made_before_is_left_out()
    {
        await using var twilio = await ScriptedTwilio.StartAsync(200, Page(null, Record("SM1", "sent", 1), Record("SM2", "sent", 2)));
        var found = await Account.Transport(twilio.Address).FindAsync(From, To, Noon + Duration.FromMinutes(2), default);
        Assert.Equal("SM2", Assert.Single(found).CarrierId);
    }

    [Fact]
    public async Task A_trial_account_s_text_is_found_without_what_twilio_puts_before_it()
    {
        await using var twilio = await ScriptedTwilio.StartAsync(
            200, Page(null, Record("SM1", "sent", 1, "Sent from your Twilio trial account - Hello")));
        Assert.Equal("Hello", Assert.Single(await Account.Transport(twilio.Address).FindAsync(From, To, Noon, default)).Text);
    }

    [Fact]
    public async Task A_look_up_that_fails_for_a_moment_is_tried_again()
    {
        var calls = 0;
        await using var twilio = await ScriptedTwilio.StartAsync((context, _) => Interlocked.Increment(ref calls) switch
        {
            1 => ScriptedTwilio.AnswerAsync(context, 503, ""),
            2 => ScriptedTwilio.AnswerAsync(context, 429, """{"code":20429}""", headers => headers.RetryAfter = "1"),
            _ => ScriptedTwilio.AnswerAsync(context, 200, Page(null, Record("SM1", "sent", 1))),
        });
        Assert.Single(await Account.Transport(twilio.Address).FindAsync(From, To, Noon, default));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"messages":null}""")]
    [InlineData("""{"messages":[{"sid":"SM1","from":"+13125550001","to":"+13125550142","body":"Hello","date_created":null}]}""")]
    [InlineData("""{"messages":[],"next_page_uri":"//elsewhere.example.org/Messages.json"}""")]
    [InlineData("""{"messages":[],"next_page_uri":"https://elsewhere.example.org/Messages.json"}""")]
    [InlineData($$"""{"messages":[],"next_page_uri":"{{Target}}?To=%2B13125550142&From=%2B13125550001&PageSize=200"}""")]
    public async Task An_answer_that_is_not_whole_proves_nothing(string json)
    {
        await using var twilio = await ScriptedTwilio.StartAsync(200, json);
        await Assert.ThrowsAnyAsync<Exception>(() => Account.Transport(twilio.Address).FindAsync(From, To, Noon, default));
    }

    private static string Page(string? next, params string[] messages) =>
        $$"""{"messages":[{{string.Join(',', messages)}}],"next_page_uri":{{(next is null ? "null" : $"\"{next}\"")}}}""";

    private static string Record(string sid, string status, int minute, string body = "Hello", string? code = null) =>
        $$"""
        {"sid":"{{sid}}","from":"{{From}}","to":"{{To}}","body":"{{body}}","status":"{{status}}","error_code":{{code ?? "null"}},
        "date_sent":null,"date_created":"{{InstantPattern.CreateWithInvariantCulture("ddd, dd MMM uuuu HH':'mm':'ss '+0000'").Format(Noon + Duration.FromMinutes(minute))}}"}
        """;
}
