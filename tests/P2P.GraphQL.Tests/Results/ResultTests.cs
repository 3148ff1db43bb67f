using System.Text.Json;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Results;

public sealed class InMemoryResultTests(InMemoryServed server) : ResultTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteResultTests(SqliteServed server) : ResultTests(server), IClassFixture<SqliteServed>;

public sealed class PostgresResultTests(PostgresServed server) : ResultTests(server), IClassFixture<PostgresServed>;

/// <summary>What an action has come to, over GraphQL (RES-1 to RES-6).</summary>
public abstract class ResultTests(Served server)
{
    [Fact]
    public async Task An_admin_reads_what_users_did_by_what_they_did_and_saves_them_as_a_list()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(3);
        ServedCampaign.AssertDone(await campaign.MutateAsync(
            campaign.Other, "markActionSeen", "MarkActionSeenInput", new { actionId = action }, "action { id }"));
        await campaign.TextOneAsync(campaign.Volunteer, action);

        const string Query = """
            query($id: ID!, $where: UserFilter, $orderBy: UserOrder) {
                userResults(actionId: $id, where: $where, orderBy: $orderBy, first: 2) {
                    totalCount nodes { user { id } assigned sent followUps replied reports needsAttention performs } pageInfo { hasNextPage }
                }
            }
            """;
        var read = (await campaign.DataAsync(campaign.Admin, Query, new { id = action, orderBy = new { by = "SENT" } })).GetProperty("userResults");
        Assert.Equal(
            $$"""{"user":{"id":"{{NodeId.Of(campaign.Volunteer.User)}}"},"assigned":3,"sent":1,"followUps":0,"replied":0,"reports":0,"needsAttention":0,"performs":0}""",
            read.GetProperty("nodes")[0].GetRawText());
        Assert.True(read.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        Assert.Equal(3, read.GetProperty("totalCount").GetInt32());
        var found = await campaign.DataAsync(campaign.Admin, Query, new { id = action, where = new { sent = new { atLeast = 1 } } });
        Assert.Equal(1, found.GetProperty("userResults").GetProperty("totalCount").GetInt32());

        var saved = await campaign.MutateAsync(
            campaign.Admin, "createUserList", "CreateUserListInput",
            new { name = "Texted", where = new { actionId = action, sent = new { atLeast = 1 } } }, "userList { size }");
        ServedCampaign.AssertDone(saved);
        Assert.Equal(1, saved.GetProperty("userList").GetProperty("size").GetInt32());
        var unsaid = await campaign.MutateAsync(
            campaign.Admin, "createUserList", "CreateUserListInput", new { name = "Other", where = new { sent = new { atLeast = 1 } } },
            "userList { size }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(unsaid));
        await AssertForbiddenAsync(campaign, Query, new { id = action });
    }

    [Fact]
    public async Task Each_count_is_the_same_asked_for_alone_as_among_all()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(3);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        await campaign.WriteBackAsync(contact, "Yes");
        var fields = (await campaign.DataAsync(
            campaign.Admin, "{ __type(name: \"ActionCounts\") { fields { name } } }", new { })).GetProperty("__type").GetProperty("fields")
            .EnumerateArray().Select(field => ServedCampaign.Text(field, "name"))
            .Select(name => name switch { "opensLater" => "opensLater { contacts }", "heldBack" => "heldBack { targets }", _ => name }).ToList();
        async Task<JsonElement> CountsAsync(string selected) => (await campaign.DataAsync(
            campaign.Admin, $"query($id: ID!) {{ action(id: $id) {{ counts {{ {selected} }} }} }}", new { id = action }))
            .GetProperty("action").GetProperty("counts");

        for (var patience = Eventually.Token(); (await CountsAsync("started")).GetProperty("started").GetInt32() == 0;)
        {
            await Task.Delay(50, patience); // What users did is noted a second later.
        }

        var all = await CountsAsync(string.Join(' ', fields));
        Assert.Equal((1, 1), (all.GetProperty("started").GetInt32(), all.GetProperty("initialMessages").GetInt32()));
        foreach (var field in fields)
        {
            var name = field.Split(' ')[0];
            Assert.Equal(all.GetProperty(name).GetRawText(), (await CountsAsync($"x: {field}")).GetProperty("x").GetRawText());
        }
    }

    [Fact]
    public async Task Scripts_tags_values_errors_and_minutes_are_read_page_by_page_by_admins_only()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(2);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        await campaign.WriteBackAsync(contact, "Yes");
        ServedCampaign.AssertDone(await campaign.MutateAsync(
            campaign.Volunteer, "fileReport", "FileReportInput", new { contactId = contact, actionId = action, tags = new[] { "Will Vote" } },
            "contact { id }"));

        const string Query = """
            query($id: ID!, $from: DateTime!, $to: DateTime!) {
                scriptResults(actionId: $id, kind: INITIAL) { nodes { script { name } sent replied optedOut replyRate { share low high } } }
                tagResults(actionId: $id) { nodes { tag reports byScripts } }
                fieldValueResults(actionId: $id) { nodes { value } pageInfo { hasNextPage } }
                errorResults(actionId: $id) { nodes { code meaning kind texts } }
                actionSeries(actionId: $id, from: $from, to: $to) { firstTexts replies optOuts errors }
            }
            """;
        var now = server.Get<NodaTime.IClock>().GetCurrentInstant();
        var hour = NodaTime.Duration.FromHours(1);
        var read = await campaign.DataAsync(campaign.Admin, Query, new { id = action, from = $"{now - hour}", to = $"{now + hour}" });
        var script = read.GetProperty("scriptResults").GetProperty("nodes")[0];
        Assert.Equal((1, 1, 0), (script.GetProperty("sent").GetInt32(), script.GetProperty("replied").GetInt32(), script.GetProperty("optedOut").GetInt32()));
        Assert.Equal(0.2065, script.GetProperty("replyRate").GetProperty("low").GetDouble(), 4);
        Assert.Equal("""[{"tag":"Will Vote","reports":1,"byScripts":0}]""", read.GetProperty("tagResults").GetProperty("nodes").GetRawText());
        Assert.Equal(1, read.GetProperty("actionSeries").EnumerateArray().Sum(point => point.GetProperty("firstTexts").GetInt32()));
        Assert.Equal(1, read.GetProperty("actionSeries").EnumerateArray().Sum(point => point.GetProperty("replies").GetInt32()));
        foreach (var (field, fields) in new[]
        {
            ("scriptResults", "nodes { sent }"), ("tagResults", "nodes { tag }"), ("fieldValueResults", "nodes { value }"), ("errorResults", "nodes { code }"),
        })
        {
            await AssertForbiddenAsync(campaign, $"query($id: ID!) {{ {field}(actionId: $id) {{ {fields} }} }}", new { id = action });
        }
    }

    [Fact]
    public async Task A_live_dashboard_of_many_actions_shows_who_is_there_and_what_opens()
    {
        var campaign = await server.CampaignAsync();
        var (one, other) = (await campaign.ActionAsync(2), await campaign.ActionAsync(1));
        const string Counts = "actionId sentTo started openNow opensLater { contacts opensAt } usersHere oldestWaitingSince initialMessages reports heldBack { reason targets }";
        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Admin));
        await socket.SubscribeAsync("1", $"subscription {{ actionsCounts(actionIds: [\"{one}\", \"{other}\"]) {{ {Counts} }} }}");
        var seen = new Dictionary<string, JsonElement>();
        while (seen.Count < 2)
        {
            await ReadAsync();
        }

        Assert.Equal(3, seen[one].GetProperty("sentTo").GetInt32());
        await campaign.TextOneAsync(campaign.Volunteer, one);
        while (seen[one].GetProperty("initialMessages").GetInt32() == 0 || seen[one].GetProperty("usersHere").GetInt32() == 0)
        {
            await ReadAsync();
        }

        Assert.Equal(1, seen[one].GetProperty("started").GetInt32());
        Assert.Equal(0, seen[other].GetProperty("initialMessages").GetInt32());

        async Task ReadAsync()
        {
            var counts = (await socket.ReadAsync()).GetProperty("payload").GetProperty("data").GetProperty("actionsCounts");
            seen[ServedCampaign.Text(counts, "actionId")] = counts;
        }
    }

    [Fact]
    public async Task Publishing_is_checked_without_being_done()
    {
        var campaign = await server.CampaignAsync();
        var made = await campaign.MutateAsync(
            campaign.Admin, "createAction", "CreateActionInput",
            new { title = "Draft", reportTags = new[] { "Will Vote" } }, "action { id reportForm { tags { name } fields { slug } } }");
        Assert.Equal(
            """{"tags":[{"name":"Opt Out"},{"name":"Will Vote"}],"fields":[]}""", made.GetProperty("action").GetProperty("reportForm").GetRawText());
        var id = ServedCampaign.Text(made.GetProperty("action"), "id");
        var faulty = await campaign.MutateAsync(
            campaign.Admin, "publishAction", "PublishActionInput", new { actionId = id, dryRun = true }, "action { state }");
        Assert.Equal(["INVALID_INPUT", "INVALID_INPUT"], ServedCampaign.CodesOf(faulty)); // No list, no script.

        var whole = await campaign.ActionAsync(1);
        ServedCampaign.AssertDone(await campaign.MutateAsync(
            campaign.Admin, "publishAction", "PublishActionInput", new { actionId = whole, dryRun = true }, "action { state }"));
        var unknown = await campaign.MutateAsync(
            campaign.Admin, "editAction", "EditActionInput", new { actionId = id, version = 1, reportFields = new[] { "nothing" } }, "action { id }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(unknown));
    }

    [Fact]
    public async Task A_conversation_says_whether_it_may_be_answered_and_ends_without_a_reply()
    {
        var campaign = await server.CampaignAsync();
        var contact = await campaign.TextOneAsync(campaign.Volunteer, await campaign.ActionAsync(1));
        await campaign.WriteBackAsync(contact, "OK");
        const string Query = "query($id: ID!) { conversation(contactId: $id) { needsAttention replyOutlook { mayReply reason retryAt } } }";
        var waiting = (await campaign.DataAsync(campaign.Volunteer, Query, new { id = contact })).GetProperty("conversation");
        Assert.Equal("""{"needsAttention":true,"replyOutlook":{"mayReply":true,"reason":null,"retryAt":null}}""", waiting.GetRawText());

        var strange = await campaign.MutateAsync(
            campaign.Other, "noReplyNeeded", "NoReplyNeededInput", new { contactId = contact }, "conversation { needsAttention }");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(strange));
        var done = await campaign.MutateAsync(
            campaign.Volunteer, "noReplyNeeded", "NoReplyNeededInput", new { contactId = contact }, "conversation { needsAttention }");
        ServedCampaign.AssertDone(done);
        Assert.False(done.GetProperty("conversation").GetProperty("needsAttention").GetBoolean());

        ServedCampaign.AssertDone(await campaign.MutateAsync(
            campaign.Volunteer, "optOutContact", "OptOutContactInput", new { contactId = contact }, "contact { id }"));
        var over = (await campaign.DataAsync(campaign.Volunteer, Query, new { id = contact })).GetProperty("conversation");
        Assert.Equal("""{"mayReply":false,"reason":"OPTED_OUT","retryAt":null}""", over.GetProperty("replyOutlook").GetRawText());
    }

    private static async Task AssertForbiddenAsync(ServedCampaign campaign, string query, object variables)
    {
        var answer = await campaign.AskAsync(campaign.Volunteer, query, variables);
        Assert.Equal("FORBIDDEN", answer.Json.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }
}
