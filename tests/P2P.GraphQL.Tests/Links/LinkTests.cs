using System.Net;
using System.Text.Json;
using P2P.GraphQL.Nodes;
using P2P.GraphQL.Tests.Hosting;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Tests.Links;

public sealed class InMemoryLinkTests(InMemoryServed server) : LinkTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteLinkTests(SqliteServed server) : LinkTests(server), IClassFixture<SqliteServed>;

public sealed class PostgresLinkTests(PostgresServed server) : LinkTests(server), IClassFixture<PostgresServed>;

/// <summary>Links of texts over HTTP (VAR-5, LNK-1, LNK-2).</summary>
public abstract class LinkTests(Served server)
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Mobile Safari/604.1";

    [Fact]
    public async Task A_click_is_sent_on_and_counted_live_and_a_preview_is_not()
    {
        var campaign = await server.CampaignAsync();
        var action = await ActionAsync(campaign);
        var target = Assert.Single(await campaign.ClaimAsync(campaign.Volunteer, action));
        var sent = await campaign.SendAsync(campaign.Volunteer, target);
        ServedCampaign.AssertDone(sent);
        var message = sent.GetProperty("message");
        var path = "l/" + ServedCampaign.Text(message, "text").Split("/l/")[1].Split(' ')[0];

        Assert.Equal((HttpStatusCode.Redirect, "https://example.org/donate?by=text"), await FollowAsync(path, Phone));
        Assert.Equal((HttpStatusCode.Redirect, "https://example.org/donate?by=text"), await FollowAsync(path, Phone));
        Assert.Equal((HttpStatusCode.Redirect, "https://example.org/donate?by=text"), await FollowAsync(path, "WhatsApp/2.23"));
        Assert.Equal((HttpStatusCode.NotFound, null), await FollowAsync(path[..^1] + "-", Phone));
        Assert.Equal((HttpStatusCode.NotFound, null), await FollowAsync("l/https:%2F%2Fevil.example", Phone));

        var counts = (await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { action(id: $id) { counts { linkClicks allLinkClicks } } }", new { id = action }))
            .GetProperty("action").GetProperty("counts");
        Assert.Equal((1, 2), (counts.GetProperty("linkClicks").GetInt32(), counts.GetProperty("allLinkClicks").GetInt32()));
        var links = await campaign.DataAsync(
            campaign.Admin, "query($id: ID!) { node(id: $id) { ... on Message { links { slug clicks botClicks } } } }",
            new { id = ServedCampaign.Text(message, "id") });
        Assert.Equal("""[{"slug":"donate","clicks":2,"botClicks":1}]""", links.GetProperty("node").GetProperty("links").GetRawText());
    }

    [Fact]
    public async Task Clicks_are_shown_by_action_user_script_and_contact()
    {
        var campaign = await server.CampaignAsync();
        var action = await ActionAsync(campaign);
        var target = Assert.Single(await campaign.ClaimAsync(campaign.Volunteer, action));
        var text = ServedCampaign.Text((await campaign.SendAsync(campaign.Volunteer, target)).GetProperty("message"), "text");
        await FollowAsync("l/" + text.Split("/l/")[1].Split(' ')[0], Phone);
        var sums = await campaign.DataAsync(
            campaign.Admin,
            """
            query($action: ID!) {
              byLink: linkClicks(by: LINK) { slug links clicks }
              byAction: linkClicks(by: ACTION) { action { id } }
              byUser: linkClicks(by: USER) { user { id } }
              byScript: linkClicks(by: SCRIPT, where: { actionId: $action }) { scriptId }
              byContact: linkClicks(by: CONTACT, where: { slug: "DONATE" }) { contactId }
            }
            """,
            new { action });
        Assert.Equal("""[{"slug":"donate","links":1,"clicks":1}]""", sums.GetProperty("byLink").GetRawText());
        Assert.Equal(action, ServedCampaign.Text(sums.GetProperty("byAction")[0].GetProperty("action"), "id"));
        Assert.Equal(NodeId.Of(campaign.Volunteer.User), ServedCampaign.Text(sums.GetProperty("byUser")[0].GetProperty("user"), "id"));
        Assert.StartsWith("scr_", ServedCampaign.Text(sums.GetProperty("byScript")[0], "scriptId"), StringComparison.Ordinal);
        Assert.Equal(
            ServedCampaign.Text(target.GetProperty("contact"), "id"), ServedCampaign.Text(sums.GetProperty("byContact")[0], "contactId"));
        var forbidden = await campaign.AskAsync(campaign.Volunteer, "{ linkClicks(by: LINK) { clicks } }");
        Assert.Equal("FORBIDDEN", ServedCampaign.Text(forbidden.Json.GetProperty("errors")[0].GetProperty("extensions"), "code"));
    }

    [Fact]
    public async Task Links_are_made_edited_listed_and_offered_as_variables()
    {
        var campaign = await server.CampaignAsync();
        var made = await CreateAsync(campaign, "rsvp", "https://example.org/rsvp");
        ServedCampaign.AssertDone(made);
        var link = made.GetProperty("link");
        Assert.Equal("{{'rsvp'|trackable}}", ServedCampaign.Text(link, "variable"));
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await CreateAsync(campaign, "RSVP", "https://example.org")));
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(await CreateAsync(campaign, "other", "javascript:alert(1)")));
        var edited = await campaign.MutateAsync(
            campaign.Admin, "editLink", "EditLinkInput",
            new { linkId = ServedCampaign.Text(link, "id"), version = 1, destination = "http://example.org/new" }, "link { destination version }");
        Assert.Equal("""{"destination":"http://example.org/new","version":2}""", edited.GetProperty("link").GetRawText());
        var read = await campaign.DataAsync(
            campaign.Admin,
            "query($id: ID!) { links { nodes { slug } } node(id: $id) { ... on CustomLink { title } } campaign { joinPageVariable } scriptVariables { group name sample } }",
            new { id = ServedCampaign.Text(link, "id") });
        Assert.Equal("""[{"slug":"rsvp"}]""", read.GetProperty("links").GetProperty("nodes").GetRawText());
        Assert.Equal("{{'campaign'|trackable}}", ServedCampaign.Text(read.GetProperty("campaign"), "joinPageVariable"));
        Assert.Equal(
            ["'campaign'|trackable", "'rsvp'|trackable"],
            read.GetProperty("scriptVariables").EnumerateArray().Where(v => ServedCampaign.Text(v, "group") == "LINK").Select(v => ServedCampaign.Text(v, "name")));
    }

    [Fact]
    public async Task The_join_page_shows_the_campaign_to_whoever_has_its_code()
    {
        var campaign = await server.CampaignAsync();
        var code = (await server.Get<CampaignService>().FindAsync(campaign.Admin)).Value!.JoinCode;
        using var client = new HttpClient();
        Assert.Contains("<h1>Join Riverside</h1>", await client.GetStringAsync(new Uri(server.Root, $"join/{code}")), StringComparison.Ordinal);
        using var missing = await client.GetAsync(new Uri(server.Root, "join/NOBODY"));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private async Task<(HttpStatusCode, string?)> FollowAsync(string path, string agent)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);
        client.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
        using var response = await client.GetAsync(new Uri(server.Root, path));
        return (response.StatusCode, response.Headers.Location?.ToString());
    }

    private static Task<JsonElement> CreateAsync(ServedCampaign campaign, string slug, string destination) => campaign.MutateAsync(
        campaign.Admin, "createLink", "CreateLinkInput", new { slug, destination }, "link { id slug variable }");

    private async Task<string> ActionAsync(ServedCampaign campaign)
    {
        var campaigns = server.Get<CampaignService>();
        var settings = (await campaigns.FindAsync(campaign.Admin)).Value!.Settings;
        Assert.False((await campaigns.UpdateSettingsAsync(campaign.Admin, settings.Version, new SettingsEdit { LinkDomain = "go.example.org" })).IsRefused);
        ServedCampaign.AssertDone(await CreateAsync(campaign, "donate", "https://example.org/donate?by=text"));
        var made = await campaign.MutateAsync(
            campaign.Admin, "createAction", "CreateActionInput",
            new
            {
                title = "Give",
                listId = await campaign.ImportAsync(1),
                initialScripts = new[] { new { name = "A", text = "Give: {{'donate'|trackable}} . Reply STOP to opt out" } },
            },
            "action { id }");
        ServedCampaign.AssertDone(made);
        var id = ServedCampaign.Text(made.GetProperty("action"), "id");
        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Admin, "publishAction", "PublishActionInput", new { actionId = id }, "action { state }"));
        return id;
    }
}
