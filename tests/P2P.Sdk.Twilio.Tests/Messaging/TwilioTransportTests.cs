using System.Text;
using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.TestServers;

namespace P2P.Sdk.Twilio.Tests.Messaging;

public class TwilioTransportTests
{
    private static readonly PhoneNumber From = PhoneNumber.Parse("+13125550001");
    private static readonly PhoneNumber To = PhoneNumber.Parse("+13125550142");

    private static readonly OutgoingText Hello = new(MessageId.New(), From, To, "¿Sí? 👍 & more", Duration.FromSeconds(5_400.7)) { Attempt = 2 };

    [Fact]
    public async Task A_text_is_handed_over_with_its_number_its_hours_and_our_id()
    {
        await using var twilio = await ScriptedTwilio.StartAsync(201, """{"sid":"SM1","status":"accepted"}""");
        var transport = Account.Transport(twilio.Address, options => options.MessagingServiceSid = "MG" + new string('0', 32));
        Assert.Equal(new TransportAnswer.Accepted("SM1"), await transport.SendAsync(Hello, default));

        var asked = Assert.Single(twilio.Asked);
        Assert.Equal(("POST", $"/2010-04-01/Accounts/{Account.Sid}/Messages.json"), (asked.Method, asked.Target));
        Assert.Equal(Basic(Account.Sid, Account.Token), asked.Authorization);
        Assert.Equal(
            [
                new("To", "+13125550142"),
                new("From", "+13125550001"),
                new("MessagingServiceSid", "MG00000000000000000000000000000000"),
                new("Body", "¿Sí? 👍 & more"),
                new("StatusCallback", $"https://text.example.org/webhooks/twilio/status?message={Hello.Message}&attempt=2"),
                new("ValidityPeriod", "5400"),
                new("SmartEncoded", "false"),
            ],
            asked.Form);
    }

    [Fact]
    public async Task An_api_key_makes_the_calls_where_there_is_one()
    {
        await using var twilio = await ScriptedTwilio.StartAsync(201, """{"sid":"SM1"}""");
        var key = "SK" + new string('a', 32);
        await Account.Transport(twilio.Address, o => (o.ApiKeySid, o.ApiKeySecret) = (key, "secret")).SendAsync(Hello, default);
        Assert.Equal(Basic(key, "secret"), Assert.Single(twilio.Asked).Authorization);
    }

    [Theory]
    [InlineData("21610", RejectionClass.OptedOut)]
    [InlineData("21211", RejectionClass.TransportError)]
    [InlineData("21614", RejectionClass.Landline)]
    [InlineData("30006", RejectionClass.Landline)]
    [InlineData("30007", RejectionClass.CarrierFiltered)]
    [InlineData("99999", RejectionClass.TransportError)]
    public async Task A_refusal_has_twilio_s_code_and_what_it_means(string code, RejectionClass meaning)
    {
        await using var twilio = await ScriptedTwilio.StartAsync(400, $$"""{"code":{{code}},"message":"No","status":400}""");
        Assert.Equal(new TransportAnswer.Rejected(code, meaning), await Account.Transport(twilio.Address).SendAsync(Hello, default));
    }

    [Theory]
    [InlineData(429, 20429, "7", 7)]
    [InlineData(429, 20429, null, 2)]
    [InlineData(429, 20429, "86400", 600)] // One answer holds a sender up for ten minutes at most.
    [InlineData(429, 20429, "0", 1)]
    [InlineData(400, 21611, null, 60)] // The sender's queue is full.
    [InlineData(401, 20003, null, 60)] // No text is given up for wrong credentials.
    [InlineData(403, 20003, null, 60)]
    public async Task A_text_that_can_go_later_waits(int status, int code, string? retryAfter, int seconds)
    {
        await using var twilio = await ScriptedTwilio.StartAsync(
            status, $$"""{"code":{{code}}}""", headers => headers.RetryAfter = retryAfter);
        var answer = await Account.Transport(twilio.Address).SendAsync(Hello, default);
        Assert.Equal(new TransportAnswer.Busy(Duration.FromSeconds(seconds)), answer);
        Assert.Single(twilio.Asked);
    }

    [Fact]
    public async Task A_refusal_that_is_not_twilio_s_gives_no_text_up()
    {
        await using var proxy = await ScriptedTwilio.StartAsync(403, "<html>Forbidden</html>");
        Assert.IsType<TransportAnswer.Busy>(await Account.Transport(proxy.Address).SendAsync(Hello, default));
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(502, "<html>")]
    [InlineData(503, """{"code":20503}""")]
    [InlineData(408, """{"code":20408}""")]
    [InlineData(307, "")] // A redirected text is not handed over again elsewhere.
    [InlineData(201, "")] // Taken, but under which id?
    public async Task What_may_have_been_taken_is_neither_answered_nor_repeated(int status, string json)
    {
        await using var twilio = await ScriptedTwilio.StartAsync(status, json, headers => headers.Location = "/elsewhere");
        await Assert.ThrowsAnyAsync<Exception>(() => Account.Transport(twilio.Address).SendAsync(Hello, default));
        Assert.Single(twilio.Asked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)] // On a connection that has served before, where clients like to try again.
    public async Task A_connection_that_is_lost_after_the_text_was_taken_repeats_nothing(int served)
    {
        await using var twilio = await ScriptedTwilio.StartAsync((context, asked) =>
        {
            if (Interlocked.Decrement(ref served) >= 0)
            {
                return ScriptedTwilio.AnswerAsync(context, 201, """{"sid":"SM1"}""");
            }

            context.Abort();
            return Task.CompletedTask;
        });
        var transport = Account.Transport(twilio.Address);
        var before = served;
        for (var i = 0; i < before; i++)
        {
            await transport.SendAsync(Hello, default);
        }

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => transport.SendAsync(Hello, default));
        Assert.Equal(before + 1, twilio.Asked.Count);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_leaves_it_open()
    {
        var release = new TaskCompletionSource();
        await using var twilio = await ScriptedTwilio.StartAsync((_, _) => release.Task);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Account.Transport(twilio.Address, options => options.Timeout = TimeSpan.FromSeconds(1)).SendAsync(Hello, default));
        Assert.Single(twilio.Asked);
        release.SetResult();
    }

    [Fact]
    public async Task A_refused_connection_has_certainly_taken_nothing()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}"); // Nobody is there.
        Assert.IsType<TransportAnswer.Busy>(await Account.Transport(address).SendAsync(Hello, default));
    }

    [Fact]
    public async Task While_the_token_changes_calls_go_on_with_the_one_that_is_good()
    {
        await using var twilio = await ScriptedTwilio.StartAsync((context, asked) =>
            asked.Authorization == Basic(Account.Sid, "token-two")
                ? ScriptedTwilio.AnswerAsync(context, 201, """{"sid":"SM1"}""")
                : ScriptedTwilio.AnswerAsync(context, 401, """{"code":20003}"""));
        var transport = Account.Transport(twilio.Address, options => options.OtherAuthTokens.Add("token-two"));
        Assert.IsType<TransportAnswer.Accepted>(await transport.SendAsync(Hello, default));
        Assert.IsType<TransportAnswer.Accepted>(await transport.SendAsync(Hello, default));
        Assert.Equal(3, twilio.Asked.Count); // The good one is kept.
    }

    internal static string Basic(string user, string password) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
