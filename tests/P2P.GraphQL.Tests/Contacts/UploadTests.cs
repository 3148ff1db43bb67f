using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Contacts;

public sealed class InMemoryUploadTests(InMemoryServed server) : UploadTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteUploadTests(SqliteServed server) : UploadTests(server), IClassFixture<SqliteServed>;

public abstract class UploadTests(Served server)
{
    [Fact]
    public async Task A_file_of_many_megabytes_is_streamed_into_a_list()
    {
        const int Rows = 40_000;
        var campaign = await server.CampaignAsync();
        var padding = new string('x', 100);
        var csv = "phone,first_name,note\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"+1312{2_000_000 + i},Ana,{padding}\n"));

        var (status, json) = await UploadAsync(server.TokenFor(campaign.Admin), "Große Liste", new StringContent(csv, Encoding.UTF8, "text/csv"));

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(0, json.GetProperty("errors").GetArrayLength());
        Assert.Equal(Rows, json.GetProperty("contactImport").GetProperty("rowsRead").GetInt32());
        var id = json.GetProperty("contactImport").GetProperty("id").GetString();
        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Admin));
        await socket.SubscribeAsync("1", $"subscription {{ importProgress(importId: \"{id}\") {{ state created list {{ name size }} }} }}");
        string last = "", read;
        while ((read = (await socket.ReadAsync()).GetRawText()).Contains("\"next\"", StringComparison.Ordinal))
        {
            last = read;
        }

        using var progress = JsonDocument.Parse(last);
        var done = progress.RootElement.GetProperty("payload").GetProperty("data").GetProperty("importProgress");
        Assert.Equal(
            ("DONE", Rows, "Große Liste", Rows),
            (ServedCampaign.Text(done, "state"), done.GetProperty("created").GetInt32(),
                ServedCampaign.Text(done.GetProperty("list"), "name"), done.GetProperty("list").GetProperty("size").GetInt32()));
    }

    [Theory]
    [InlineData("text/csv", "\0\0\u0001binary", HttpStatusCode.BadRequest)]
    [InlineData("text/csv", "name\nAna", HttpStatusCode.BadRequest)]
    [InlineData("text/csv", "phone\n\"+13125550100", HttpStatusCode.BadRequest)]
    [InlineData("text/csv", "", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data", "phone\n+13125550100", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_is_no_such_file_is_refused_with_a_code(string type, string body, HttpStatusCode expected)
    {
        var campaign = await server.CampaignAsync();
        var content = new StringContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);

        var (status, json) = await UploadAsync(server.TokenFor(campaign.Admin), "L", content);

        Assert.Equal(expected, status);
        Assert.Equal("INVALID_INPUT", json.GetProperty("errors")[0].GetProperty("code").GetString());
        await NothingIsThereAsync(campaign);
    }

    [Theory]
    [InlineData("Ward%201%2F2", "Ward 1/2")]
    [InlineData("Ward%201/2", "Ward 1/2")]
    [InlineData("100%25%2F?x=1", "100%/")]
    [InlineData("100%252F", "100%2F")]
    [InlineData("%D7%A9%22O%27Hara%22%20%F0%9F%99%82", "ש\"O'Hara\" 🙂")]
    public async Task A_lists_name_is_the_rest_of_the_path_decoded_once(string path, string name)
    {
        var campaign = await server.CampaignAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.TokenFor(campaign.Admin));
        using var response = await client.PostAsync(
            new Uri(server.Root, "imports/" + path), new StringContent("phone\n+13125550100", Encoding.UTF8, "text/csv"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var lists = await campaign.DataAsync(campaign.Admin, "{ contactLists { nodes { name } } }");
        Assert.Equal(name, ServedCampaign.Text(lists.GetProperty("contactLists").GetProperty("nodes")[0], "name"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("right\0wrong")]
    public async Task A_lists_name_is_one_line(string name)
    {
        var campaign = await server.CampaignAsync();
        if (!name.Contains('\0')) // Kestrel answers that itself.
        {
            var (status, json) = await UploadAsync(server.TokenFor(campaign.Admin), name, new StringContent("phone\n+13125550100"));
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Equal("""["listName"]""", json.GetProperty("errors")[0].GetProperty("path").GetRawText());
        }

        var payload = await campaign.MutateAsync(
            campaign.Admin, "importContacts", "ImportContactsInput", new { listName = name, csv = "phone\n+13125550100" }, "contactImport { id }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(payload));
        var made = await campaign.MutateAsync(campaign.Admin, "createList", "CreateListInput", new { name }, "list { id }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(made));
        var action = await campaign.MutateAsync(campaign.Admin, "createAction", "CreateActionInput", new { title = name }, "action { id }");
        Assert.Equal("INVALID_INPUT", ServedCampaign.CodeOf(action));
        await NothingIsThereAsync(campaign);
    }

    [Fact]
    public async Task Only_an_admin_of_the_campaign_may_send_files()
    {
        var campaign = await server.CampaignAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await UploadAsync(null, "L", new StringContent("phone\n+13125550100"))).Status);
        var (status, json) = await UploadAsync(server.TokenFor(campaign.Volunteer), "L", new StringContent("phone\n+13125550100"));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("FORBIDDEN", json.GetProperty("errors")[0].GetProperty("code").GetString());
        await NothingIsThereAsync(campaign);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_behind()
    {
        var campaign = await server.CampaignAsync();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(server.Root.Host, server.Root.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /imports/L HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.TokenFor(campaign.Admin)}\r\n"
                + "Content-Type: text/csv\r\nContent-Length: 1000000\r\n\r\nphone\n+13125550100\n"));
            client.LingerState = new LingerOption(true, 0);
        }

        await Task.Delay(200);
        await NothingIsThereAsync(campaign);
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)> UploadAsync(string? token, string list, HttpContent content)
    {
        using var client = new HttpClient();
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await client.PostAsync(new Uri(server.Root, "imports/" + Uri.EscapeDataString(list)), content);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private static async Task NothingIsThereAsync(ServedCampaign campaign)
    {
        var now = await campaign.DataAsync(campaign.Admin, "{ contacts { totalCount } contactLists { nodes { id } } }");
        Assert.Equal("""{"contacts":{"totalCount":0},"contactLists":{"nodes":[]}}""", now.GetRawText());
    }
}
