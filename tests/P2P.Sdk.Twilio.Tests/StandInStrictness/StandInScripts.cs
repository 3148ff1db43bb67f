using P2P.TwilioStandIn;
using P2P.TwilioStandIn.Messages;
using P2P.TwilioStandIn.Webhooks;
using static P2P.Sdk.Twilio.Tests.StandInStrictness.StandInClient;

namespace P2P.Sdk.Twilio.Tests.StandInStrictness;

/// <summary>What a script says happens, and the ledger knows of it.</summary>
public class StandInScripts
{
    private static readonly StandInOptions Options = new() { Numbers = { Ours }, EventDelay = 1 };

    [Fact]
    public async Task A_reset_after_acceptance_is_in_the_ledger_and_one_before_is_not()
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        standIn.Set(new Script { Uses = 1, After = Fault.Reset });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(Good()));
        Assert.Single(standIn.Ledger.Accepted);
        standIn.Set(new Script { Uses = 1, Before = Fault.Reset });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(Good()));
        Assert.Single(standIn.Ledger.Accepted);
        Assert.Equal(201, (await client.CreateAsync(Good())).Status);
    }

    [Theory]
    [InlineData(Fault.Error, 500, 20500)]
    [InlineData(Fault.TooMany, 429, 20429)]
    [InlineData(Fault.Refuse, 400, 21211)]
    public async Task Errors_come_before_or_after_acceptance(Fault fault, int status, int code)
    {
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        standIn.Set(new Script { Before = fault, Code = code }, to: Theirs);
        var (gotStatus, json) = await client.CreateAsync(Good());
        Assert.Equal((status, code), (gotStatus, json.GetProperty("code").GetInt32()));
        Assert.Empty(standIn.Ledger.Accepted);
        standIn.ClearScripts();
        standIn.Set(new Script { After = fault, Code = code });
        Assert.Equal(status, (await client.CreateAsync(Good())).Status);
        Assert.Single(standIn.Ledger.Accepted);
    }

    [Fact]
    public async Task Callbacks_are_signed_and_come_before_the_answer_twice_or_in_reverse()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var standIn = await StandIn.StartAsync(Options);
        using var client = new StandInClient(standIn);
        var fields = Good();
        fields["StatusCallback"] = receiver.Address + "?message=7";
        fields["MessagingServiceSid"] = Options.MessagingServiceSid;

        standIn.Set(new Script { Callbacks = CallbackOrder.BeforeAnswer, CallbackTimes = 2, Final = "undelivered", FinalCode = 30007 });
        await client.CreateAsync(fields);
        Assert.Equal(["queued", "queued", "sending", "sending", "sent", "sent", "undelivered", "undelivered"], receiver.All("MessageStatus"));
        Assert.Equal("30007", receiver.Calls.Last().Fields["ErrorCode"]);
        Assert.All(receiver.Calls, call => Assert.Equal(Signature.Of(Options.AuthToken, fields["StatusCallback"], call.Fields), call.Signature));

        receiver.Calls.Clear();
        standIn.Set(new Script { Callbacks = CallbackOrder.Reversed });
        await client.CreateAsync(fields);
        await standIn.WhenQuietAsync();
        Assert.Equal(["delivered", "sent", "sending", "queued"], receiver.All("MessageStatus"));
    }

    [Fact]
    public async Task A_delivered_text_is_replied_to_as_the_script_or_the_seed_says()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var standIn = await StandIn.StartAsync(new StandInOptions
        {
            Numbers = { Ours },
            InboundUrl = receiver.Address,
            EventDelay = 1,
            StopPercent = 50,
            ReplyPercent = 50,
            BlocksAfterStop = false,
        });
        using var client = new StandInClient(standIn);
        standIn.Set(new Script { Reply = "stop it", Uses = 1 });
        for (var i = 0; i < 20; i++)
        {
            await client.CreateAsync(Good());
        }

        await standIn.WhenQuietAsync();
        Assert.Equal(20, receiver.Calls.Count);
        Assert.Contains("stop it", receiver.All("Body"));
        Assert.InRange(receiver.All("Body").Count(b => b == "STOP"), 2, 17);
        Assert.All(receiver.Calls, call => Assert.Equal(Signature.Of(Options.AuthToken, receiver.Address, call.Fields), call.Signature));
    }

    [Fact]
    public void The_signature_is_the_one_that_the_services_manual_shows() => Assert.Equal(
        "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        Signature.Of("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", new Dictionary<string, string>
        {
            ["To"] = "+18005551212",
            ["From"] = "+14158675309",
            ["Digits"] = "1234",
            ["Caller"] = "+14158675309",
            ["CallSid"] = "CA1234567890ABCDE",
        }));

    [Fact]
    public async Task The_ledgers_file_says_what_was_accepted()
    {
        var path = Path.GetTempFileName();
        await using (var standIn = await StandIn.StartAsync(new StandInOptions { Numbers = { Ours }, Ledger = path }))
        {
            using var client = new StandInClient(standIn);
            await client.CreateAsync(Good().Append(new("ValidityPeriod", "600")));
            var entry = Assert.Single(Ledger.Read(path), e => e.Kind == "accepted");
            Assert.Equal((Ours, Theirs, "Hello", 600), (entry.From, entry.To, entry.Body, entry.ValidityPeriod));
        }

        File.Delete(path);
    }
}
