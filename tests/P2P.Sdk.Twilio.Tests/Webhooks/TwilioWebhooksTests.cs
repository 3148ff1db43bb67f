using System.Net;
using System.Security.Cryptography;
using System.Text;
using P2P.Sdk.Messaging;
using P2P.Sdk.Twilio.Webhooks;

namespace P2P.Sdk.Twilio.Tests.Webhooks;

public class TwilioWebhooksTests
{
    private const string Inbound = "/webhooks/twilio/inbound";
    private const string Status = "/webhooks/twilio/status";

    private static readonly MessageId Ours = MessageId.New();

    private static readonly string StatusOfOurs = $"{Status}?message={Ours}&attempt=1";

    [Fact]
    public async Task A_text_that_a_contact_wrote_is_kept_as_it_came()
    {
        await using var world = await WebhookWorld.StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, await world.PostAsync(Inbound, Reply("¡Sí! 🗳️ + 1")));
        var told = Assert.Single(world.Told);
        Assert.Equal(
            (CarrierEventKind.Inbound, Account.Sid, "SM1", "+13125550001", "+13125550142", "¡Sí! 🗳️ + 1", false),
            (told.Kind, told.Account, told.CarrierId, $"{told.CampaignNumber}", $"{told.ContactNumber}", told.Text, told.IsOptOut));
    }

    [Theory]
    [InlineData("STOP", true)]
    [InlineData("stop", true)]
    [InlineData("START", false)]
    [InlineData("HELP", false)]
    [InlineData("SOMETHING", false)]
    public async Task An_opt_out_that_twilio_took_is_one_whatever_the_words(string type, bool isOptOut)
    {
        await using var world = await WebhookWorld.StartAsync();
        await world.PostAsync(Inbound, Reply("Laat me met rust").Append(new("OptOutType", type)));
        Assert.Equal(isOptOut, Assert.Single(world.Told).IsOptOut);
    }

    [Theory]
    [InlineData("queued", null, MessageStatus.Sent)]
    [InlineData("accepted", null, MessageStatus.Sent)]
    [InlineData("scheduled", null, MessageStatus.Sent)]
    [InlineData("sending", null, MessageStatus.Sent)]
    [InlineData("sent", null, MessageStatus.Sent)]
    [InlineData("delivered", null, MessageStatus.Delivered)]
    [InlineData("read", null, MessageStatus.Delivered)]
    [InlineData("partially_delivered", null, MessageStatus.Delivered)]
    [InlineData("failed", "30006", MessageStatus.Failed)]
    [InlineData("undelivered", "30007", MessageStatus.CarrierFiltered)]
    [InlineData("undelivered", "99999", MessageStatus.Failed)]
    [InlineData("canceled", null, MessageStatus.Failed)]
    [InlineData("teleported", null, null)]
    [InlineData("", null, null)]
    public async Task A_status_is_kept_with_our_message_and_its_error(string word, string? code, MessageStatus? status)
    {
        await using var world = await WebhookWorld.StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, await world.PostAsync(StatusOfOurs, StatusFields(word, code)));
        var told = Assert.Single(world.Told);
        Assert.Equal(
            (CarrierEventKind.Status, "SM9", "+13125550001", "+13125550142", Ours, status, code),
            (told.Kind, told.CarrierId, $"{told.CampaignNumber}", $"{told.ContactNumber}", told.Message!.Value, told.Status, told.ErrorCode));
    }

    [Theory]
    [InlineData(Status)]
    [InlineData(Status + "?message=nothing")]
    [InlineData(Status + "?message=")]
    [InlineData(Status + "?x=%FF")]
    public async Task A_status_of_a_text_that_is_not_ours_is_let_pass(string address)
    {
        await using var world = await WebhookWorld.StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, await world.PostAsync(address, StatusFields("sent", null)));
        Assert.Null(Assert.Single(world.Told).Message);
    }

    [Fact]
    public async Task A_text_from_a_short_code_or_without_an_id_is_let_pass()
    {
        await using var world = await WebhookWorld.StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, await world.PostAsync(
            Inbound, [new("MessageSid", "SM1"), new("From", "22395"), new("To", "+13125550001"), new("Body", "Sale!")]));
        Assert.Equal(HttpStatusCode.NoContent, await world.PostAsync(Inbound, [new("From", "+13125550142"), new("To", "+13125550001")]));
        Assert.Equal(HttpStatusCode.NoContent, await world.PostAsync(Inbound, []));
        Assert.Empty(world.Told);
    }

    [Fact]
    public async Task A_forged_webhook_is_refused_and_nothing_of_it_is_kept()
    {
        await using var world = await WebhookWorld.StartAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await world.PostAsync(Inbound, Reply("STOP"), token: "guessed"));

        using var unsigned = new HttpRequestMessage(HttpMethod.Post, Inbound) { Content = new FormUrlEncodedContent(Reply("STOP")) };
        Assert.Equal(HttpStatusCode.Forbidden, await world.SendAsync(unsigned));

        // A signature of another webhook, with one field changed.
        using var changed = new HttpRequestMessage(HttpMethod.Post, Inbound) { Content = new FormUrlEncodedContent(Reply("STOP")) };
        changed.Headers.Add(TwilioSignature.Header, TwilioSignature.Sign(Account.Token, Account.Public + Inbound, Reply("Hello")));
        Assert.Equal(HttpStatusCode.Forbidden, await world.SendAsync(changed));

        // A status of one of our texts, turned to another.
        Assert.Equal(HttpStatusCode.Forbidden, await world.PostAsync(
            $"{Status}?message={MessageId.New()}", StatusFields("failed", "21610"), signed: Account.Public + StatusOfOurs));
        Assert.Empty(world.Told);
    }

    [Theory]
    [InlineData("https://text.example.org", "https://text.example.org:443")]
    [InlineData("https://text.example.org:443/", "https://text.example.org")]
    [InlineData("https://text.example.org:8443", "https://text.example.org:8443")]
    [InlineData("https://text.example.org/p2p/", "https://text.example.org/p2p")]
    public async Task Behind_a_proxy_the_public_address_is_the_one_that_counts(string configured, string signedFor)
    {
        await using var world = await WebhookWorld.StartAsync(options => options.WebhookBaseAddress = new(configured));
        Assert.Equal(HttpStatusCode.NoContent, await world.PostAsync(StatusOfOurs, StatusFields("sent", null), signed: signedFor + StatusOfOurs));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await world.PostAsync(StatusOfOurs, StatusFields("sent", null), signed: "https://other.example.org" + StatusOfOurs));
        Assert.Single(world.Told);
    }

    [Fact]
    public async Task While_the_auth_token_changes_both_are_taken()
    {
        await using var world = await WebhookWorld.StartAsync(options => options.OtherAuthTokens.Add("token-two"));
        Assert.Equal(HttpStatusCode.NoContent, await world.PostAsync(Inbound, Reply("One")));
        Assert.Equal(HttpStatusCode.NoContent, await world.PostAsync(Inbound, Reply("Two"), token: "token-two"));
        Assert.Equal(HttpStatusCode.Forbidden, await world.PostAsync(Inbound, Reply("Three"), token: "token-three"));
        Assert.Equal(["One", "Two"], world.Told.Select(told => told.Text));
    }

    [Fact]
    public async Task A_json_body_counts_with_its_hash_only()
    {
        await using var world = await WebhookWorld.StartAsync();
        const string Body = """{"MessageSid":"SM1","From":"+13125550142","To":"+13125550001","Body":"Yes","NumMedia":0}""";
        var address = $"{Inbound}?bodySHA256={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)))}";
        Assert.Equal(HttpStatusCode.NoContent, await PostJsonAsync(world, address, Body));
        Assert.Equal(HttpStatusCode.Forbidden, await PostJsonAsync(world, address, Body.Replace("Yes", "Stop", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostJsonAsync(world, Inbound, Body));
        Assert.Equal("Yes", Assert.Single(world.Told).Text);
    }

    [Fact]
    public async Task A_webhook_that_could_not_be_kept_is_not_confirmed()
    {
        await using var world = await WebhookWorld.StartAsync();
        world.KeepsNothing = true;
        Assert.Equal(HttpStatusCode.InternalServerError, await world.PostAsync(Inbound, Reply("Yes")));
    }

    [Fact]
    public async Task More_than_a_text_can_hold_is_not_read()
    {
        await using var world = await WebhookWorld.StartAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await world.PostAsync(Inbound, Reply(new string('a', 70_000))));
    }

    private static async Task<HttpStatusCode> PostJsonAsync(WebhookWorld world, string address, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(TwilioSignature.Header, TwilioSignature.Sign(Account.Token, Account.Public + address, []));
        return await world.SendAsync(request);
    }

    private static IEnumerable<KeyValuePair<string, string>> Reply(string body) =>
    [
        new("MessageSid", "SM1"), new("AccountSid", Account.Sid), new("From", "+13125550142"), new("To", "+13125550001"),
        new("Body", body), new("NumMedia", "0"), new("FromCity", ""), new("SomethingNew", "1"),
    ];

    private static IEnumerable<KeyValuePair<string, string>> StatusFields(string word, string? code)
    {
        yield return new("MessageSid", "SM9");
        yield return new("MessageStatus", word);
        yield return new("To", "+13125550142");
        yield return new("From", "+13125550001");
        if (code is not null)
        {
            yield return new("ErrorCode", code);
        }
    }
}
