using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;

namespace P2P.GraphQL.Tests.Messaging;

public sealed class InMemorySendTests(InMemoryServed server) : SendTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteSendTests(SqliteServed server) : SendTests(server), IClassFixture<SqliteServed>;

public abstract class SendTests(Served server)
{
    [Fact]
    public async Task A_claim_shows_each_text_as_it_will_be_sent()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(2);

        var claim = await campaign.MutateAsync(
            campaign.Volunteer, "claimContacts", "ClaimContactsInput", new { actionId = action },
            """
            assigned unassigned opensLater { contacts opensAt }
            targets { id version message segments sendableUntil sendableFrom script { name } contact { firstName lastName phone } }
            """);

        ServedCampaign.AssertDone(claim);
        Assert.Equal((2, 0), (claim.GetProperty("assigned").GetInt32(), claim.GetProperty("unassigned").GetInt32()));
        var target = claim.GetProperty("targets")[0];
        Assert.Equal("Hi Ana, will you come on Sunday? Reply STOP to opt out", ServedCampaign.Text(target, "message"));
        Assert.Equal("2026-01-15T03:00:00Z", ServedCampaign.Text(target, "sendableUntil")); // 21:00 in Chicago.
        Assert.Equal("""{"firstName":"Ana","lastName":"L","phone":null}""", target.GetProperty("contact").GetRawText());
        Assert.Equal("""[]""", claim.GetProperty("opensLater").GetRawText());

        var late = await campaign.MutateAsync(campaign.Other, "claimContacts", "ClaimContactsInput", new { actionId = action }, "targets { id }");
        Assert.Equal("NO_REMAINING_CONTACTS", ServedCampaign.CodeOf(late));
    }

    [Fact]
    public async Task An_opening_text_is_queued_once_however_often_it_is_sent()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        var target = (await campaign.ClaimAsync(campaign.Volunteer, action))[0];

        const string Fields = "message { id text segments sender { firstName } direction } target { id message } conversation { contact { id lastName } assignedTo { firstName } }";
        var first = await campaign.SendAsync(campaign.Volunteer, target, "key-0001", Fields);
        var again = await campaign.SendAsync(campaign.Volunteer, target, "key-0001", Fields);
        var other = await campaign.SendAsync(campaign.Volunteer, target, "key-0002", Fields);

        ServedCampaign.AssertDone(first);
        Assert.Equal(first.GetProperty("message").GetRawText(), again.GetProperty("message").GetRawText());
        ServedCampaign.AssertDone(again);
        Assert.Equal("ALREADY_SENT", ServedCampaign.CodeOf(other));
        Assert.Equal(first.GetProperty("message").GetRawText(), other.GetProperty("message").GetRawText());
        Assert.Equal(ServedCampaign.Text(target, "id"), ServedCampaign.Text(first.GetProperty("target"), "id"));
        Assert.Equal("L", first.GetProperty("conversation").GetProperty("contact").GetProperty("lastName").GetString());
        Assert.Equal("Jordan", first.GetProperty("conversation").GetProperty("assignedTo").GetProperty("firstName").GetString());
        Assert.Equal(1, await CountAsync(campaign, action, "initialMessages"));
    }

    [Fact]
    public async Task What_was_not_seen_is_not_sent()
    {
        var campaign = await server.CampaignAsync();
        var target = (await campaign.ClaimAsync(campaign.Volunteer, await campaign.ActionAsync(1)))[0];
        var payload = await campaign.MutateAsync(
            campaign.Volunteer, "sendInitialMessage", "SendInitialMessageInput",
            new { targetId = ServedCampaign.Text(target, "id"), version = "another", idempotencyKey = "key-0001" }, "message { id }");
        Assert.Equal("CONFLICT", ServedCampaign.CodeOf(payload));
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("message").ValueKind);
    }

    [Fact]
    public async Task After_closing_time_it_says_when_to_try_again()
    {
        var night = new NightServed();
        await night.InitializeAsync();
        var campaign = await night.CampaignAsync();
        var target = (await campaign.ClaimAsync(campaign.Volunteer, await campaign.ActionAsync(1)))[0];
        night.Clock.AdvanceHours(10); // 22:00 in Chicago.

        var payload = await campaign.SendAsync(campaign.Volunteer, target);

        Assert.Equal("OUTSIDE_TEXTING_HOURS", ServedCampaign.CodeOf(payload));
        Assert.Equal("2026-01-15T15:00:00Z", ServedCampaign.Text(payload.GetProperty("errors")[0], "retryAt"));
        await night.DisposeAsync();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("has a space")]
    [InlineData("")]
    public async Task A_key_of_another_form_is_refused(string key)
    {
        var campaign = await server.CampaignAsync();
        var target = (await campaign.ClaimAsync(campaign.Volunteer, await campaign.ActionAsync(1)))[0];
        var payload = await campaign.MutateAsync(
            campaign.Volunteer, "sendInitialMessage", "SendInitialMessageInput",
            new { targetId = ServedCampaign.Text(target, "id"), version = ServedCampaign.Text(target, "version"), idempotencyKey = key },
            "message { id }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(payload));
        Assert.Equal("""["idempotencyKey"]""", payload.GetProperty("errors")[0].GetProperty("path").GetRawText());
    }

    [Fact]
    public async Task Somebody_elses_target_is_not_there()
    {
        var campaign = await server.CampaignAsync();
        var elsewhere = await server.CampaignAsync();
        var target = (await campaign.ClaimAsync(campaign.Volunteer, await campaign.ActionAsync(1)))[0];
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await campaign.SendAsync(campaign.Other, target)));
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await elsewhere.SendAsync(elsewhere.Admin, target)));
        Assert.Equal("NOT_ASSIGNED", ServedCampaign.CodeOf(await campaign.SendAsync(campaign.Admin, target)));
    }

    [Fact]
    public async Task A_reply_goes_out_by_script_and_sets_its_tags()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        await campaign.WriteBackAsync(contact, "When is it?");
        var script = (await campaign.DataAsync(
            campaign.Volunteer, "query($id: ID!) { action(id: $id) { responseScripts { id tags } } }", new { id = action }))
            .GetProperty("action").GetProperty("responseScripts")[0].GetProperty("id").GetString();

        var payload = await campaign.MutateAsync(
            campaign.Volunteer, "sendReply", "SendReplyInput", new { contactId = contact, scriptId = script, idempotencyKey = "reply-001" },
            "message { text script { id } action { id } } conversation { needsAttention unread contact { tags } messages { nodes { direction text } } }");

        ServedCampaign.AssertDone(payload);
        Assert.Equal("See you then, Ana!", payload.GetProperty("message").GetProperty("text").GetString());
        Assert.Equal(script, payload.GetProperty("message").GetProperty("script").GetProperty("id").GetString());
        var conversation = payload.GetProperty("conversation");
        Assert.False(conversation.GetProperty("needsAttention").GetBoolean());
        Assert.Contains("Will Vote", conversation.GetProperty("contact").GetRawText());
        Assert.Equal(
            ["OUTBOUND", "INBOUND", "OUTBOUND"],
            conversation.GetProperty("messages").GetProperty("nodes").EnumerateArray().Select(message => ServedCampaign.Text(message, "direction")));
        Assert.Equal((1, 1, 1), (await CountAsync(campaign, action, "responses"), await CountAsync(campaign, action, "peopleReplied"), await CountAsync(campaign, action, "followUps")));
    }

    [Fact]
    public async Task A_reply_of_ten_thousand_characters_is_refused()
    {
        var campaign = await server.CampaignAsync();
        var contact = await campaign.TextOneAsync(campaign.Volunteer, await campaign.ActionAsync(1));
        var payload = await campaign.MutateAsync(
            campaign.Volunteer, "sendReply", "SendReplyInput",
            new { contactId = contact, text = new string('x', 10_000), idempotencyKey = "reply-001" }, "message { id }");
        Assert.Equal("MESSAGE_TOO_LONG", ServedCampaign.CodeOf(payload));
    }

    [Fact]
    public async Task Who_was_opted_out_gets_nothing_more()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);

        var payload = await campaign.MutateAsync(
            campaign.Volunteer, "optOutContact", "OptOutContactInput", new { contactId = contact }, "contact { optedOut tags }");
        ServedCampaign.AssertDone(payload);
        Assert.True(payload.GetProperty("contact").GetProperty("optedOut").GetBoolean());
        var reply = await campaign.MutateAsync(
            campaign.Volunteer, "sendReply", "SendReplyInput", new { contactId = contact, text = "Sorry", idempotencyKey = "reply-001" }, "message { id }");
        Assert.Equal("OPTED_OUT", ServedCampaign.CodeOf(reply));
        Assert.Equal(1, await CountAsync(campaign, action, "manualOptOuts"));
        var stranger = await campaign.MutateAsync(
            campaign.Other, "optOutContact", "OptOutContactInput", new { contactId = contact }, "contact { id }");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(stranger));
    }

    private static async Task<int> CountAsync(ServedCampaign campaign, string action, string name) => (await campaign.DataAsync(
        campaign.Admin, $"query($id: ID!) {{ action(id: $id) {{ counts {{ {name} }} }} }}", new { id = action }))
        .GetProperty("action").GetProperty("counts").GetProperty(name).GetInt32();
}

/// <summary>A server whose clock a test may move.</summary>
public sealed class NightServed : Served;
