using System.Text.Json;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;

namespace P2P.GraphQL.Tests.Actions;

public sealed class InMemoryActionTests(InMemoryServed server) : ActionTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteActionTests(SqliteServed server) : ActionTests(server), IClassFixture<SqliteServed>;

public abstract class ActionTests(Served server)
{
    private const string Read = "query($id: ID!) { action(id: $id) { id title state version initialScripts { id name } } }";

    [Fact]
    public async Task A_draft_becomes_public_and_is_closed()
    {
        var campaign = await server.CampaignAsync();
        var id = await campaign.ActionAsync(3);

        var action = (await campaign.DataAsync(campaign.Volunteer, Read, new { id })).GetProperty("action");
        Assert.Equal("PUBLISHED_PUBLIC", ServedCampaign.Text(action, "state"));
        var listed = await campaign.DataAsync(
            campaign.Volunteer, "{ actions(where: { state: PUBLISHED_PUBLIC }) { nodes { id counts { messagesRemaining } } } }");
        Assert.Equal(3, listed.GetProperty("actions").GetProperty("nodes")[0].GetProperty("counts").GetProperty("messagesRemaining").GetInt32());

        var closed = await campaign.MutateAsync(campaign.Admin, "closeAction", "CloseActionInput", new { actionId = id }, "action { state }");
        ServedCampaign.AssertDone(closed);
        Assert.Equal("CLOSED", closed.GetProperty("action").GetProperty("state").GetString());
        var again = await campaign.MutateAsync(campaign.Admin, "closeAction", "CloseActionInput", new { actionId = id }, "action { state }");
        Assert.Equal("ACTION_NOT_LIVE", ServedCampaign.CodeOf(again));
    }

    [Fact]
    public async Task A_draft_that_is_sent_is_there_for_its_receivers_only()
    {
        var campaign = await server.CampaignAsync();
        var id = await DraftAsync(campaign);
        var receiver = NodeId.Of(campaign.Volunteer.User);

        var unknown = await campaign.MutateAsync(
            campaign.Admin, "sendAction", "SendActionInput", new { actionId = id, userIds = new[] { receiver, "usr_nobody" } }, "action { state }");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(unknown));
        Assert.Equal("""["userIds","1"]""", unknown.GetProperty("errors")[0].GetProperty("path").GetRawText());
        var sent = await campaign.MutateAsync(
            campaign.Admin, "sendAction", "SendActionInput", new { actionId = id, userIds = new[] { receiver } }, "action { state }");

        ServedCampaign.AssertDone(sent);
        Assert.Equal("PUBLISHED_PRIVATE", sent.GetProperty("action").GetProperty("state").GetString());
        Assert.Equal(id, (await campaign.DataAsync(campaign.Volunteer, Read, new { id })).GetProperty("action").GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, (await campaign.DataAsync(campaign.Other, Read, new { id })).GetProperty("action").ValueKind);
        Assert.Equal(0, (await campaign.DataAsync(campaign.Other, "{ actions { nodes { id } } }")).GetProperty("actions").GetProperty("nodes").GetArrayLength());
        Assert.Single(await campaign.ClaimAsync(campaign.Volunteer, id));
    }

    [Fact]
    public async Task An_action_is_scheduled_and_scheduled_anew()
    {
        var campaign = await server.CampaignAsync();
        var id = await DraftAsync(campaign);

        var payload = await campaign.MutateAsync(
            campaign.Admin, "publishAction", "PublishActionInput", new { actionId = id, at = "2026-01-15T15:00:00Z" }, "action { state publishesAt }");
        ServedCampaign.AssertDone(payload);
        Assert.Equal("""{"state":"SCHEDULED","publishesAt":"2026-01-15T15:00:00Z"}""", payload.GetProperty("action").GetRawText());

        var past = await campaign.MutateAsync(
            campaign.Admin, "publishAction", "PublishActionInput", new { actionId = id, at = "2025-01-15T15:00:00Z" }, "action { publishesAt }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(past));
        Assert.Equal("""{"publishesAt":"2026-01-15T15:00:00Z"}""", past.GetProperty("action").GetRawText());
    }

    [Fact]
    public async Task Every_fault_of_publishing_is_named_at_once()
    {
        var campaign = await server.CampaignAsync();
        var made = await campaign.MutateAsync(
            campaign.Admin, "createAction", "CreateActionInput",
            new { title = "Empty", initialScripts = new[] { new { name = "A", text = "Come to bit.ly/x" } } }, "action { id state }");
        ServedCampaign.AssertDone(made);

        var payload = await campaign.MutateAsync(
            campaign.Admin, "publishAction", "PublishActionInput", new { actionId = made.GetProperty("action").GetProperty("id").GetString() },
            "action { state }");

        Assert.Equal(["INVALID_INPUT", "LINK_SHORTENER", "OPT_OUT_LANGUAGE_MISSING"], ServedCampaign.CodesOf(payload).Order());
        Assert.Equal("DRAFT", payload.GetProperty("action").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("{{first_nme}}", "UNKNOWN_VARIABLE")]
    [InlineData("{{", "INVALID_SYNTAX")]
    [InlineData("{{}}", "INVALID_SYNTAX")]
    [InlineData("{{a{{b}}}}", "INVALID_SYNTAX")]
    public async Task A_script_that_cannot_be_filled_in_is_refused_with_its_place(string text, string code)
    {
        var campaign = await server.CampaignAsync();
        var payload = await campaign.MutateAsync(
            campaign.Admin, "createAction", "CreateActionInput",
            new { title = "A", responseScripts = new[] { new { name = "A", text } } }, "action { id }");
        Assert.Contains(code, ServedCampaign.CodesOf(payload));
        Assert.Equal("""["responseScripts","0","text"]""", payload.GetProperty("errors")[0].GetProperty("path").GetRawText());
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("action").ValueKind);
    }

    [Fact]
    public async Task An_edit_names_the_version_that_it_read()
    {
        var campaign = await server.CampaignAsync();
        var id = await DraftAsync(campaign);
        var read = (await campaign.DataAsync(campaign.Admin, Read, new { id })).GetProperty("action");
        var script = ServedCampaign.Text(read.GetProperty("initialScripts")[0], "id");

        var edit = new
        {
            actionId = id,
            version = read.GetProperty("version").GetInt32(),
            title = "Rent strike",
            initialScripts = new[] { new { id = script, name = "Renamed", text = ServedCampaign.Opening } },
        };
        var payload = await campaign.MutateAsync(campaign.Admin, "editAction", "EditActionInput", edit, "action { title version initialScripts { id name } }");

        ServedCampaign.AssertDone(payload);
        Assert.Equal("Rent strike", payload.GetProperty("action").GetProperty("title").GetString());
        Assert.Equal(script, ServedCampaign.Text(payload.GetProperty("action").GetProperty("initialScripts")[0], "id"));
        var late = await campaign.MutateAsync(campaign.Admin, "editAction", "EditActionInput", edit, "action { version }");
        Assert.Equal("CONFLICT", ServedCampaign.CodeOf(late));
        Assert.Equal(edit.version + 1, late.GetProperty("action").GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_draft_is_nothing_to_a_volunteer_and_to_another_campaign()
    {
        var campaign = await server.CampaignAsync();
        var elsewhere = await server.CampaignAsync();
        var id = await DraftAsync(campaign);
        Assert.Equal(JsonValueKind.Null, (await campaign.DataAsync(campaign.Volunteer, Read, new { id })).GetProperty("action").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await elsewhere.DataAsync(elsewhere.Admin, Read, new { id })).GetProperty("action").ValueKind);
        Assert.Equal(0, (await campaign.DataAsync(campaign.Volunteer, "{ actions { nodes { id } } }")).GetProperty("actions").GetProperty("nodes").GetArrayLength());
        var payload = await elsewhere.MutateAsync(elsewhere.Admin, "publishAction", "PublishActionInput", new { actionId = id }, "action { id }");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(payload));
    }

    [Fact]
    public async Task A_list_of_another_campaign_is_not_there()
    {
        var campaign = await server.CampaignAsync();
        var elsewhere = await server.CampaignAsync();
        var payload = await campaign.MutateAsync(
            campaign.Admin, "createAction", "CreateActionInput", new { title = "A", listId = await elsewhere.ImportAsync(1) }, "action { id }");
        Assert.Equal("NOT_FOUND", ServedCampaign.CodeOf(payload));
        Assert.Equal("""["listId"]""", payload.GetProperty("errors")[0].GetProperty("path").GetRawText());
    }

    private static async Task<string> DraftAsync(ServedCampaign campaign)
    {
        var made = await campaign.MutateAsync(
            campaign.Admin, "createAction", "CreateActionInput",
            new
            {
                title = "Rent meeting",
                listId = await campaign.ImportAsync(1),
                initialScripts = new[] { new { name = "A", text = ServedCampaign.Opening } },
            },
            "action { id }");
        ServedCampaign.AssertDone(made);
        return made.GetProperty("action").GetProperty("id").GetString()!;
    }
}
