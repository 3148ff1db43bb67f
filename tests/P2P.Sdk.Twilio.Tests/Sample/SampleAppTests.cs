using System.Net;
using System.Text.Json;
using P2P.TwilioStandIn.Webhooks;

namespace P2P.Sdk.Twilio.Tests.Sample;

/// <summary>The program that shows how an app embeds the SDK with Twilio does what its page says, over real HTTP.</summary>
public class SampleAppTests
{
    private const string Ana = "+13125550117";

    [Fact]
    public async Task A_text_goes_out_once_its_reply_comes_back_and_the_counts_are_live()
    {
        await using var app = await SampleApp.StartAsync();
        await app.SignInAdminAsync();
        Assert.Equal(SampleApp.Number, Assert.Single((await app.PostAsync("/admin/numbers", new { count = 1 })).EnumerateArray()).GetString());
        var action = await PublishAsync(app);
        using var counts = await WatchAsync(app, action);

        await app.JoinAsync("Sam");
        var target = Assert.Single((await app.PostAsync($"/actions/{action}/claim")).EnumerateArray());
        Assert.Equal("Hi Ana, will you come? Reply STOP to opt out.", target.GetProperty("text").GetString());
        var send = $"/targets/{target.GetProperty("id").GetString()}/send";
        var pressed = new { version = target.GetProperty("version").GetString() };
        var first = await app.PostAsync(send, pressed, "press-01");
        var again = await app.PostAsync(send, pressed, "press-01");
        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        await counts.UntilAsync(count => count.GetProperty("initialMessages").GetInt32() == 1);

        await SampleApp.UntilAsync(() => Task.FromResult(app.Twilio.Ledger.Accepted.Count == 1));
        await app.Twilio.SendInboundAsync(new InboundText(Ana, SampleApp.Number, "I'll be there"));
        await counts.UntilAsync(count => count.GetProperty("responses").GetInt32() == 1);
        var contact = Assert.Single((await app.GetAsync("/inbox")).EnumerateArray());
        Assert.True(contact.GetProperty("needsAttention").GetBoolean());

        var thread = $"/contacts/{contact.GetProperty("id").GetString()}/messages";
        var script = (await app.GetAsync("/actions"))[0].GetProperty("answers")[0].GetProperty("id").GetString();
        await app.PostAsync(thread, new { script }, "press-02");
        Assert.Equal(
            ["Hi Ana, will you come? Reply STOP to opt out.", "I'll be there", "Thank you, Ana!"],
            (await app.GetAsync(thread)).EnumerateArray().Select(message => message.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Who_may_not_is_told_why_in_codes()
    {
        await using var app = await SampleApp.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.AskAsync("/admin/numbers", new { count = 1 })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.AskAsync("/admin/sign-in", new { password = "guess" })).StatusCode);

        await app.JoinAsync("Sam");
        var refused = await app.AskAsync("/admin/numbers", new { count = 1 });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("Forbidden", Code(await refused.Content.ReadAsStringAsync()));

        var keyless = await app.AskAsync($"/targets/{Guid.CreateVersion7()}/send", new { version = "1" });
        Assert.Equal(HttpStatusCode.BadRequest, keyless.StatusCode);
        Assert.Equal("InvalidInput", Code(await keyless.Content.ReadAsStringAsync()));
        var unknown = await app.AskAsync($"/targets/{Guid.CreateVersion7()}/send", new { version = "1" }, "press-01");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static string? Code(string json) => JsonElement.Parse(json)[0].GetProperty("code").GetString();

    private static async Task<string> PublishAsync(SampleApp app)
    {
        var csv = new StringContent("phone,first_name\n(312) 555-0117,Ana\n");
        var import = await SampleApp.ReadAsync(await app.Client.PostAsync("/admin/lists/Tenants", csv));
        var action = await app.PostAsync("/admin/actions", new
        {
            title = "Rent hearing",
            list = import.GetProperty("list").GetString(),
            opening = "Hi {{first_name}}, will you come? Reply STOP to opt out.",
            answers = new Dictionary<string, string> { ["Thanks"] = "Thank you, {{first_name}}!" },
        });
        Assert.Equal("PublishedPublic", action.GetProperty("state").GetString());
        await SampleApp.UntilAsync(async () =>
            (await app.GetAsync($"/admin/imports/{import.GetProperty("id").GetString()}")).GetProperty("state").GetString() == "Done");
        return action.GetProperty("id").GetString()!;
    }

    private static async Task<LiveCounts> WatchAsync(SampleApp app, string action) =>
        new(await app.Client.GetStreamAsync($"/admin/actions/{action}/counts"));
}
