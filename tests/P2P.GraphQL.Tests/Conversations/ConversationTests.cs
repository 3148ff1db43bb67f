using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;
using P2P.Sdk;

namespace P2P.GraphQL.Tests.Conversations;

public sealed class InMemoryConversationTests(InMemoryServed server) : ConversationTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteConversationTests(SqliteServed server) : ConversationTests(server), IClassFixture<SqliteServed>;

public abstract class ConversationTests(Served server)
{
    private const string Read = "query($id: ID!) { conversation(contactId: $id) { id needsAttention unread waitingSince assignedTo { firstName } action { title } messages { nodes { text status } } } }";

    [Fact]
    public async Task Whoever_holds_a_conversation_reads_it_and_finds_it_in_the_inbox()
    {
        var campaign = await server.CampaignAsync();
        var contact = await campaign.TextOneAsync(campaign.Volunteer, await campaign.ActionAsync(2));
        await campaign.WriteBackAsync(contact, "When is it?");

        var conversation = (await campaign.DataAsync(campaign.Volunteer, Read, new { id = contact })).GetProperty("conversation");

        Assert.True(conversation.GetProperty("needsAttention").GetBoolean());
        Assert.Equal("Jordan", conversation.GetProperty("assignedTo").GetProperty("firstName").GetString());
        Assert.Equal("Rent meeting", conversation.GetProperty("action").GetProperty("title").GetString());
        Assert.Equal("When is it?", ServedCampaign.Text(conversation.GetProperty("messages").GetProperty("nodes")[1], "text"));
        var inbox = await campaign.DataAsync(
            campaign.Volunteer, "{ all: inbox { nodes { contact { id } } } unread: inbox(filter: UNREAD) { nodes { contact { id } } } inboxCounts { unread needsAttention } }");
        Assert.Equal(contact, ServedCampaign.Text(inbox.GetProperty("all").GetProperty("nodes")[0].GetProperty("contact"), "id"));
        Assert.Equal("""{"unread":1,"needsAttention":1}""", inbox.GetProperty("inboxCounts").GetRawText());

        var read = await campaign.MutateAsync(campaign.Volunteer, "markRead", "MarkReadInput", new { contactId = contact }, "conversation { unread needsAttention }");
        Assert.Equal("""{"unread":false,"needsAttention":true}""", read.GetProperty("conversation").GetRawText());
        Assert.Equal(0, (await campaign.DataAsync(campaign.Volunteer, "{ inbox(filter: UNREAD) { nodes { id } } }")).GetProperty("inbox").GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task A_conversation_that_is_not_theirs_is_nothing_to_others()
    {
        var campaign = await server.CampaignAsync();
        var elsewhere = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        var conversation = (await campaign.DataAsync(campaign.Volunteer, Read, new { id = contact })).GetProperty("conversation");
        var message = (await campaign.DataAsync(campaign.Volunteer, "query($id: ID!) { conversation(contactId: $id) { messages { nodes { id } } } }", new { id = contact }))
            .GetProperty("conversation").GetProperty("messages").GetProperty("nodes")[0].GetProperty("id").GetString()!;

        foreach (var (asking, stranger) in new[] { (campaign, campaign.Other), (elsewhere, elsewhere.Admin), (elsewhere, elsewhere.Volunteer) })
        {
            Assert.Equal(JsonValueKind.Null, (await asking.DataAsync(stranger, Read, new { id = contact })).GetProperty("conversation").ValueKind);
            foreach (var id in new[] { contact, ServedCampaign.Text(conversation, "id"), message })
            {
                Assert.Equal(JsonValueKind.Null, (await asking.DataAsync(stranger, "query($id: ID!) { node(id: $id) { id } }", new { id })).GetProperty("node").ValueKind);
            }

            Assert.Equal(0, (await asking.DataAsync(stranger, "{ inbox { nodes { id } } }")).GetProperty("inbox").GetProperty("nodes").GetArrayLength());
            Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await ReplyAsync(asking, stranger, contact)));
            Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await asking.MutateAsync(stranger, "markRead", "MarkReadInput", new { contactId = contact }, "conversation { id }")));
            Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await asking.MutateAsync(stranger, "fileReport", "FileReportInput", new { contactId = contact, actionId = action }, "contact { id }")));
            var preview = await asking.DataAsync(
                stranger, "query($input: PreviewScriptInput!) { previewScript(input: $input) { text errors { code } } }",
                new { input = new { text = "{{first_name}}", contactId = contact } });
            Assert.Equal("""{"text":"","errors":[{"code":"NOT_FOUND"}]}""", preview.GetProperty("previewScript").GetRawText());
        }
    }

    [Fact]
    public async Task Hidden_names_and_numbers_reach_no_volunteer_by_any_field()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        var claim = await campaign.MutateAsync(
            campaign.Volunteer, "claimContacts", "ClaimContactsInput", new { actionId = action }, "targets { id version contact { id lastName phone } }");
        var target = claim.GetProperty("targets")[0];
        var sent = await campaign.SendAsync(campaign.Volunteer, target, "key-0001", "target { contact { lastName phone } } conversation { contact { lastName phone } }");
        var contact = ServedCampaign.Text(target.GetProperty("contact"), "id");
        await campaign.WriteBackAsync(contact, "Who is this?");
        var read = await campaign.DataAsync(
            campaign.Volunteer,
            """
            query($id: ID!, $target: ID!, $input: PreviewScriptInput!) {
              contact: node(id: $id) { ... on Contact { lastName phone } }
              target: node(id: $target) { ... on Target { contact { lastName phone } } }
              conversation(contactId: $id) { contact { lastName phone } }
              inbox { nodes { contact { lastName phone } } }
              previewScript(input: $input) { text }
            }
            """,
            new
            {
                id = contact,
                target = ServedCampaign.Text(target, "id"),
                input = new { text = "{{last_name}}|{{phone}}", contactId = contact },
            });
        var report = await campaign.MutateAsync(
            campaign.Volunteer, "fileReport", "FileReportInput", new { contactId = contact, actionId = action }, "contact { lastName phone }");
        var reply = await ReplyAsync(campaign, campaign.Volunteer, contact, "conversation { contact { lastName phone } }");
        var marked = await campaign.MutateAsync(campaign.Volunteer, "markRead", "MarkReadInput", new { contactId = contact }, "conversation { contact { lastName phone } }");
        var optOut = await campaign.MutateAsync(campaign.Volunteer, "optOutContact", "OptOutContactInput", new { contactId = contact }, "contact { lastName phone }");

        foreach (var said in new[] { claim, sent, read, report, reply, marked, optOut })
        {
            Assert.DoesNotContain("Lopez", said.GetRawText());
            Assert.DoesNotMatch("1312[0-9]{7}", said.GetRawText());
        }

        Assert.Contains("\"L\"", read.GetRawText());
        var admin = await campaign.DataAsync(campaign.Admin, "query($id: ID!) { node(id: $id) { ... on Contact { lastName phone } } }", new { id = contact });
        Assert.Contains("Lopez", admin.GetRawText());
        Assert.Matches("1312[0-9]{7}", admin.GetRawText());
    }

    [Fact]
    public async Task A_report_sets_what_exists_and_refuses_what_does_not()
    {
        var campaign = await server.CampaignAsync();
        await campaign.MutateAsync(campaign.Admin, "addCustomField", "AddCustomFieldInput", new { title = "Rent day" }, "customField { slug }");
        var action = await campaign.ActionAsync(1);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        await campaign.WriteBackAsync(contact, "Yes");

        var filed = await campaign.MutateAsync(
            campaign.Volunteer, "fileReport", "FileReportInput",
            new { contactId = contact, actionId = action, tags = new[] { "will vote" }, fields = new[] { new { field = "rent_day", value = "1st" } }, removeTags = new[] { "Sunday" } },
            "contact { tags fields { field title value } }");
        ServedCampaign.AssertDone(filed);
        Assert.Equal("""{"tags":["Will Vote"],"fields":[{"field":"rent_day","title":"Rent day","value":"1st"}]}""", filed.GetProperty("contact").GetRawText());

        var unknown = await campaign.MutateAsync(
            campaign.Volunteer, "fileReport", "FileReportInput", new { contactId = contact, actionId = action, tags = new[] { "No such" } }, "contact { id }");
        Assert.Equal("""["tags","0"]""", unknown.GetProperty("errors")[0].GetProperty("path").GetRawText());
    }

    [Fact]
    public async Task Conversations_are_moved_to_others_after_a_look_at_what_would_happen()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(3);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        var ids = (await campaign.DataAsync(campaign.Admin, "{ users { nodes { id firstName } } }")).GetProperty("users").GetProperty("nodes")
            .EnumerateArray().ToDictionary(user => ServedCampaign.Text(user, "firstName"), user => ServedCampaign.Text(user, "id"));

        var dry = await ReassignAsync(new { fromUserId = ids["Jordan"], toUserIds = new[] { ids["Sam"] }, dryRun = true });
        Assert.Equal(3, dry.GetProperty("reassigned").GetInt32());
        Assert.Equal("Jordan", await HolderAsync());
        var done = await ReassignAsync(new { actionId = action, where = new { assignedTo = ids["Jordan"] }, toUserIds = new[] { ids["Sam"] } });
        ServedCampaign.AssertDone(done);
        Assert.Equal(3, done.GetProperty("reassigned").GetInt32());
        Assert.Equal("Sam", await HolderAsync());

        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await ReassignAsync(new { toUserIds = new[] { ids["Sam"] } })));
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await ReassignAsync(new { actionId = action, toUserIds = new[] { "usr_nobody" } })));
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(await ReassignAsync(new { actionId = action, toTeamIds = new[] { "tea_1" } })));

        Task<JsonElement> ReassignAsync(object input) => campaign.MutateAsync(
            campaign.Admin, "reassignContacts", "ReassignContactsInput", input, "reassigned skipped { code contacts }");

        async Task<string?> HolderAsync() => (await campaign.DataAsync(campaign.Admin, Read, new { id = contact }))
            .GetProperty("conversation").GetProperty("assignedTo").GetProperty("firstName").GetString();
    }

    [Fact]
    public async Task Contacts_go_to_teams_and_lists_and_back_to_the_pool()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(4);
        var team = await campaign.MutateAsync(campaign.Admin, "createTeam", "CreateTeamInput", new { name = "North" }, "team { id code }");
        var code = ServedCampaign.Text(team.GetProperty("team"), "code");
        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Volunteer, "joinTeam", "JoinTeamInput", new { code }, "viewer { user { id } }"));
        var input = new { actionId = action, toTeamIds = new[] { ServedCampaign.Text(team.GetProperty("team"), "id") } };
        var moved = await campaign.MutateAsync(
            campaign.Admin, "reassignContacts", "ReassignContactsInput", input, "reassigned toUsers { user { firstName } contacts } reassignment { id }");
        ServedCampaign.AssertDone(moved);
        Assert.Equal(
            """{"reassigned":4,"toUsers":[{"user":{"firstName":"Jordan"},"contacts":4}],"reassignment":null,"errors":[]}""", moved.GetRawText());

        await campaign.TextOneAsync(campaign.Volunteer, action);
        var since = server.Clock.GetCurrentInstant().Minus(NodaTime.Duration.FromMinutes(1)).ToString();
        var texted = await campaign.DataAsync(
            campaign.Admin, "query($from: DateTime) { contacts(where: { lastTextedFrom: $from, texted: true }) { nodes { id } totalCount } }",
            new { from = since });
        Assert.Equal(1, texted.GetProperty("contacts").GetProperty("totalCount").GetInt32());

        var released = await ReleaseAsync(campaign.Admin, new { actionId = action });
        Assert.Equal((3, "NOT_ASSIGNED"), (
            released.GetProperty("released").GetInt32(), ServedCampaign.Text(released.GetProperty("skipped")[0], "code")));
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await ReleaseAsync(campaign.Admin, new { dryRun = true })));
        var forbidden = await campaign.AskAsync(
            campaign.Volunteer, "mutation($input: ReleaseContactsInput!) { releaseContacts(input: $input) { released } }",
            new { input = new { actionId = action } });
        Assert.Contains("FORBIDDEN", forbidden.Json.GetProperty("errors").GetRawText());
        Assert.Empty((await campaign.DataAsync(campaign.Admin, "{ reassignments { nodes { id state } } }"))
            .GetProperty("reassignments").GetProperty("nodes").EnumerateArray());

        Task<JsonElement> ReleaseAsync(Actor actor, object what) => campaign.MutateAsync(
            actor, "releaseContacts", "ReleaseContactsInput", what, "released skipped { code contacts } reassignment { id }");
    }

    [Fact]
    public async Task A_conversation_an_inbox_and_counts_are_told_of_as_they_change()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        await using var counts = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Volunteer));
        await counts.SubscribeAsync("1", $"subscription {{ actionCounts(actionId: \"{action}\") {{ actionId initialMessages responses }} }}");
        Assert.Contains("\"initialMessages\":1,\"responses\":0", (await counts.ReadAsync()).GetRawText());
        await using var thread = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Volunteer));
        await thread.SubscribeAsync("1", $"subscription {{ conversationChanged(contactId: \"{contact}\") {{ needsAttention messages(last: 1) {{ nodes {{ text }} }} }} }}");
        await using var inbox = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Volunteer));
        await inbox.SubscribeAsync("1", "subscription { inboxChanged { contactId unread needsAttention conversation { contact { id } } } }");
        await Task.Delay(300); // Nothing says that these two listen; the first change is theirs only if they do.

        await campaign.WriteBackAsync(contact, "When is it?");

        Assert.Contains("\"responses\":1", await ReadUntilAsync(counts, "\"responses\":1"));
        Assert.Contains("When is it?", await ReadUntilAsync(thread, "When is it?"));
        Assert.Contains(
            $$$"""{"contactId":"{{{contact}}}","unread":1,"needsAttention":1,"conversation":{"contact":{"id":"{{{contact}}}"}""",
            await ReadUntilAsync(inbox, "\"unread\":1"));
    }

    [Fact]
    public async Task What_the_viewer_may_not_see_ends_as_soon_as_it_is_subscribed_to()
    {
        var campaign = await server.CampaignAsync();
        var elsewhere = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        foreach (var id in new[] { action, "act_nothing", "" })
        {
            await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(elsewhere.Admin));
            await socket.SubscribeAsync("1", $"subscription {{ actionCounts(actionId: \"{id}\") {{ responses }} }}");
            Assert.Equal("complete", (await socket.ReadAsync()).GetProperty("type").GetString());
        }
    }

    private static Task<JsonElement> ReplyAsync(ServedCampaign campaign, Actor actor, string contact, string fields = "message { id }") =>
        campaign.MutateAsync(
            actor, "sendReply", "SendReplyInput", new { contactId = contact, text = "Hello", idempotencyKey = "reply-001" }, fields);

    private static async Task<string> ReadUntilAsync(TestSocket socket, string text)
    {
        while (true)
        {
            var read = (await socket.ReadAsync()).GetRawText();
            if (read.Contains(text, StringComparison.Ordinal))
            {
                return read;
            }
        }
    }
}
