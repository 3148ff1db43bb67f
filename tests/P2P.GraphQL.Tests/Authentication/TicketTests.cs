using System.Net;
using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Authentication;

/// <summary>Browsers open event streams and downloads by an address alone: a ticket stands in it, never a token.</summary>
public sealed class TicketTests(InMemoryServed server) : IClassFixture<InMemoryServed>
{
    private const string Stream = "subscription%7BinboxChanged%7Bunread%7D%7D";

    [Fact]
    public async Task A_ticket_opens_an_event_stream_once_it_is_there_for_as_long_as_the_token_is_good()
    {
        var campaign = await server.CampaignAsync();
        var ticket = await TicketAsync(campaign, "/graphql");
        using var client = new HttpClient();
        using var open = await GetAsync(client, $"/graphql?query={Stream}&ticket={ticket}", "text/event-stream");
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (open.StatusCode, open.Content.Headers.ContentType!.MediaType));
        using var reader = new StreamReader(await open.Content.ReadAsStreamAsync());
        Assert.Equal(":", await reader.ReadLineAsync(Eventually.Token()));

        server.Clock.AdvanceMinutes(2);
        using var late = await GetAsync(client, $"/graphql?query={Stream}&ticket={ticket}", "text/event-stream");
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        await campaign.WriteBackAsync(await campaign.TextOneAsync(campaign.Volunteer, await campaign.ActionAsync(1)), "Who is this?");
        for (var line = ""; !line.Contains("\"unread\":1", StringComparison.Ordinal);)
        {
            line = (await reader.ReadLineAsync(Eventually.Token()))!; // The stream outlives its ticket.
        }
    }

    [Fact]
    public async Task A_ticket_opens_nothing_but_its_path_by_GET()
    {
        var (campaign, other) = (await server.CampaignAsync(), await server.CampaignAsync());
        var ticket = await TicketAsync(campaign, "/graphql");
        using var client = new HttpClient();
        foreach (var (path, accept) in new[]
        {
            ($"/graphql?query=%7Bviewer%7Brole%7D%7D&ticket={ticket}", "application/json"),
            ($"/exports/exp_x?ticket={ticket}", "text/csv"),
            ($"/graphql?query={Stream}&ticket={ticket[..^2]}AA", "text/event-stream"),
            ($"/graphql?query={Stream}&ticket=x.y", "text/event-stream"),
            ($"/graphql?query={Stream}&ticket={server.TokenFor(campaign.Volunteer)}", "text/event-stream"),
        })
        {
            using var answer = await GetAsync(client, path, accept);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        using var change = await GetAsync(
            client, $"/graphql?query=mutation%7BleaveTeam(input:%7BteamId:%22x%22%7D)%7Berrors%7Bcode%7D%7D%7D&ticket={ticket}", "text/event-stream");
        Assert.Contains("OPERATION_NOT_ALLOWED", await change.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var posted = await client.PostAsync(new Uri(server.Root, $"/graphql?ticket={ticket}"), new StringContent("{}"));
        Assert.Equal(HttpStatusCode.Unauthorized, posted.StatusCode);
        Assert.NotEqual(campaign, other);
    }

    [Fact]
    public async Task An_export_is_downloaded_by_a_ticket()
    {
        var campaign = await server.CampaignAsync();
        await campaign.ImportAsync(2);
        var started = await campaign.MutateAsync(campaign.Admin, "startExport", "StartExportInput", new { kind = "CONTACTS" }, "export { id }");
        var id = started.GetProperty("export").GetProperty("id").GetString();
        var url = "";
        await Eventually.HoldsAsync(async () =>
        {
            var export = (await campaign.DataAsync(campaign.Admin, "query($id: ID!) { node(id: $id) { ... on Export { url } } }", new { id })).GetProperty("node");
            url = export.GetProperty("url").GetString() ?? "";
            return url.Length > 0;
        });

        using var client = new HttpClient();
        using var file = await GetAsync(client, $"{url}?ticket={await TicketAsync(campaign, url, byAdmin: true)}", "*/*");
        Assert.Equal(3, (await file.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        using var volunteers = await GetAsync(client, $"{url}?ticket={await TicketAsync(campaign, url)}", "*/*");
        Assert.Equal(HttpStatusCode.Forbidden, volunteers.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/imports/x")]
    [InlineData("/graphql?query={}")]
    [InlineData("https://elsewhere.example.org/graphql")]
    public async Task Other_paths_get_no_ticket(string path)
    {
        var campaign = await server.CampaignAsync();
        var made = await CreateAsync(campaign, path, byAdmin: true);
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(made));
        Assert.Equal(JsonValueKind.Null, made.GetProperty("ticket").ValueKind);
    }

    private async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Root, path));
        request.Headers.Accept.ParseAdd(accept);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task<string> TicketAsync(ServedCampaign campaign, string path, bool byAdmin = false)
    {
        var made = await CreateAsync(campaign, path, byAdmin);
        ServedCampaign.AssertDone(made);
        return ServedCampaign.Text(made, "ticket");
    }

    private static Task<JsonElement> CreateAsync(ServedCampaign campaign, string path, bool byAdmin) => campaign.MutateAsync(
        byAdmin ? campaign.Admin : campaign.Volunteer, "createTicket", "CreateTicketInput", new { path }, "ticket expiresAt");
}
