using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using P2P.GraphQL.Tests.Hosting;
using P2P.Sdk;
using P2P.Sdk.WebPush;

namespace P2P.GraphQL.Tests.Notifications;

public sealed class PushTests(PushTests.PushServed server, InMemoryServed without)
    : IClassFixture<PushTests.PushServed>, IClassFixture<InMemoryServed>
{
    private const string Key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"; // RFC 8291, appendix A.
    private static readonly (string Private, string Public) s_key = WebPushKey.Make();

    [Fact]
    public async Task A_browser_is_subscribed_and_taken_off_by_its_user()
    {
        var campaign = await server.CampaignAsync();
        Assert.Equal(s_key.Public, ServedCampaign.Text(await campaign.DataAsync(campaign.Volunteer, "{ pushPublicKey }"), "pushPublicKey"));
        ServedCampaign.AssertDone(await SubscribeAsync(campaign, "https://push.example.org/x"));
        Assert.False(await UnsubscribeAsync(campaign.Other));
        Assert.True(await UnsubscribeAsync(campaign.Volunteer));
        var inside = await SubscribeAsync(campaign, "https://192.168.0.1/x");
        Assert.Equal(("INVALID_INPUT", false), (ServedCampaign.CodeOf(inside), inside.GetProperty("subscribed").GetBoolean()));

        async Task<bool> UnsubscribeAsync(Actor actor) => (await campaign.MutateAsync(
            actor, "unsubscribeFromPush", "UnsubscribeFromPushInput", new { endpoint = "https://push.example.org/x" }, "unsubscribed"))
            .GetProperty("unsubscribed").GetBoolean();
    }

    [Fact]
    public async Task Without_a_key_nobody_is_told_by_push()
    {
        var campaign = await without.CampaignAsync();
        Assert.Equal("null", (await campaign.DataAsync(campaign.Volunteer, "{ pushPublicKey }")).GetProperty("pushPublicKey").GetRawText());
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await SubscribeAsync(campaign, "https://push.example.org/x")));
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await campaign.MutateAsync(
            campaign.Admin, "sendNotification", "SendNotificationInput", new { channel = "PUSH", title = "Come", where = new { } }, "notification { id }")));
    }

    private static Task<JsonElement> SubscribeAsync(ServedCampaign campaign, string endpoint) => campaign.MutateAsync(
        campaign.Volunteer, "subscribeToPush", "SubscribeToPushInput", new { endpoint, p256dh = Key, auth = "BTBZMqHH6r4Tts7J_aSIgg" }, "subscribed");

    public sealed class PushServed : Served
    {
        protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddP2P().UseWebPush(
            push => (push.PrivateKey, push.Subject) = (s_key.Private, "mailto:tech@example.org"));
    }
}
