using System.Text.Json;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;
using P2P.Sdk;

namespace P2P.GraphQL.Tests.Notifications;

public sealed class InMemoryNotificationTests(InMemoryServed server) : NotificationTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteNotificationTests(SqliteServed server) : NotificationTests(server), IClassFixture<SqliteServed>;

public abstract class NotificationTests(Served server)
{
    private const string Inbox = "{ unreadDirectMessages directMessages { nodes { id title body readAt action { title } } } }";

    [Fact]
    public async Task A_direct_message_arrives_live_and_is_read()
    {
        var campaign = await server.CampaignAsync();
        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Volunteer));
        await socket.SubscribeAsync("1", "subscription { directMessagesChanged { unread latest { title } } }");
        Assert.Equal(0, (await ReadAsync()).GetProperty("unread").GetInt32());

        var sent = await SendAsync(campaign, new { channel = "DIRECT_MESSAGE", title = "Come", body = "On Sunday.", where = new { role = "VOLUNTEER" } });
        ServedCampaign.AssertDone(sent);
        var notification = sent.GetProperty("notification");
        Assert.Equal((2, 2, true), (notification.GetProperty("recipients").GetInt32(), notification.GetProperty("sent").GetInt32(), notification.GetProperty("isDone").GetBoolean()));
        var live = await ReadAsync();
        Assert.Equal((1, "Come"), (live.GetProperty("unread").GetInt32(), ServedCampaign.Text(live.GetProperty("latest"), "title")));

        var message = Assert.Single((await campaign.DataAsync(campaign.Volunteer, Inbox)).GetProperty("directMessages").GetProperty("nodes").EnumerateArray());
        Assert.Equal("On Sunday.", ServedCampaign.Text(message, "body"));
        ServedCampaign.AssertDone(await MarkReadAsync(campaign.Volunteer));
        Assert.Equal(0, (await campaign.DataAsync(campaign.Volunteer, Inbox)).GetProperty("unreadDirectMessages").GetInt32());
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await MarkReadAsync(campaign.Admin)));

        async Task<JsonElement> ReadAsync() =>
            (await socket.ReadAsync()).GetProperty("payload").GetProperty("data").GetProperty("directMessagesChanged");

        Task<JsonElement> MarkReadAsync(Actor actor) => campaign.MutateAsync(
            actor, "markDirectMessageRead", "MarkDirectMessageReadInput", new { id = ServedCampaign.Text(message, "id") }, "message { readAt }");
    }

    [Fact]
    public async Task What_was_sent_is_listed_found_and_watched_by_admins_alone()
    {
        var campaign = await server.CampaignAsync();
        var sent = await SendAsync(campaign, new { channel = "DIRECT_MESSAGE", title = "Come", userIds = new[] { NodeId.Of(campaign.Volunteer.User) } });
        var id = ServedCampaign.Text(sent.GetProperty("notification"), "id");
        var all = await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { notifications { nodes { id createdBy { firstName } } } node(id: $id) { ... on Notification { title channel } } }", new { id });
        Assert.Equal(id, ServedCampaign.Text(Assert.Single(all.GetProperty("notifications").GetProperty("nodes").EnumerateArray()), "id"));
        Assert.Equal("Come", ServedCampaign.Text(all.GetProperty("node"), "title"));
        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Admin));
        await socket.SubscribeAsync("1", $"subscription {{ notificationProgress(notificationId: \"{id}\") {{ isDone }} }}");
        Assert.True((await socket.ReadAsync()).GetProperty("payload").GetProperty("data").GetProperty("notificationProgress").GetProperty("isDone").GetBoolean());

        foreach (var query in new[] { "{ notifications { nodes { id } } }", "mutation { sendNotification(input: { channel: DIRECT_MESSAGE, title: \"Mine\", where: {} }) { notification { id } } }" })
        {
            Assert.Contains("FORBIDDEN", (await campaign.AskAsync(campaign.Volunteer, query)).Json.GetProperty("errors").GetRawText());
        }

        var hidden = await campaign.DataAsync(campaign.Volunteer, "query($id: ID!) { node(id: $id) { id } }", new { id });
        Assert.Equal(JsonValueKind.Null, hidden.GetProperty("node").ValueKind);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_with_the_place()
    {
        var campaign = await server.CampaignAsync();
        var mail = await SendAsync(campaign, new { channel = "EMAIL", title = " ", where = new { role = "VOLUNTEER" } });
        Assert.Equal(
            [("INVALID_INPUT", "title"), ("INVALID_INPUT", "channel")],
            mail.GetProperty("errors").EnumerateArray().Select(e => (ServedCampaign.Text(e, "code"), e.GetProperty("path").EnumerateArray().Last().GetString()!)));
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await SendAsync(campaign, new { channel = "DIRECT_MESSAGE", title = "Come" })));
    }

    [Fact]
    public async Task Who_is_sent_an_action_is_told_and_sees_it()
    {
        var campaign = await server.CampaignAsync();
        var made = await campaign.MutateAsync(
            campaign.Admin, "createAction", "CreateActionInput",
            new { title = "Knock", listId = await campaign.ImportAsync(1), initialScripts = new[] { new { name = "A", text = ServedCampaign.Opening } } },
            "action { id }");
        var action = ServedCampaign.Text(made.GetProperty("action"), "id");
        ServedCampaign.AssertDone(await campaign.MutateAsync(
            campaign.Admin, "sendAction", "SendActionInput", new { actionId = action, where = new { role = "VOLUNTEER" } }, "action { state }"));
        var message = Assert.Single((await campaign.DataAsync(campaign.Other, Inbox)).GetProperty("directMessages").GetProperty("nodes").EnumerateArray());
        Assert.Equal("Knock", ServedCampaign.Text(message.GetProperty("action"), "title"));
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await campaign.MutateAsync(
            campaign.Admin, "sendAction", "SendActionInput", new { actionId = action, where = new { }, alsoBy = new[] { "EMAIL" } }, "action { state }")));
    }

    [Fact]
    public async Task A_request_that_is_sent_again_with_its_key_tells_nobody_twice()
    {
        var campaign = await server.CampaignAsync();
        var input = new { channel = "DIRECT_MESSAGE", title = "Come", where = new { role = "VOLUNTEER" }, idempotencyKey = "press-0001" };
        var (first, again) = (await SendAsync(campaign, input), await SendAsync(campaign, input));
        Assert.Equal(ServedCampaign.Text(first.GetProperty("notification"), "id"), ServedCampaign.Text(again.GetProperty("notification"), "id"));
        Assert.Equal(1, (await campaign.DataAsync(campaign.Volunteer, Inbox)).GetProperty("unreadDirectMessages").GetInt32());
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", ServedCampaign.CodeOf(await SendAsync(campaign, new { input.channel, title = "Go", input.where, input.idempotencyKey })));
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await SendAsync(campaign, new { input.channel, input.title, input.where, idempotencyKey = "short" })));

        var action = ServedCampaign.Text((await campaign.MutateAsync(
            campaign.Admin, "createAction", "CreateActionInput",
            new { title = "Knock", listId = await campaign.ImportAsync(1), initialScripts = new[] { new { name = "A", text = ServedCampaign.Opening } } },
            "action { id }")).GetProperty("action"), "id");
        ServedCampaign.AssertDone(await SendActionAsync("press-0002"));
        ServedCampaign.AssertDone(await SendActionAsync("press-0002"));
        Assert.Equal(2, (await campaign.DataAsync(campaign.Volunteer, Inbox)).GetProperty("unreadDirectMessages").GetInt32());
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await SendActionAsync("a b c d e f")));

        Task<JsonElement> SendActionAsync(string key) => campaign.MutateAsync(
            campaign.Admin, "sendAction", "SendActionInput", new { actionId = action, where = new { role = "VOLUNTEER" }, idempotencyKey = key }, "action { state }");
    }

    private static Task<JsonElement> SendAsync(ServedCampaign campaign, object input) => campaign.MutateAsync(
        campaign.Admin, "sendNotification", "SendNotificationInput", input, "notification { id recipients sent isDone }");
}
