using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml.Linq;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;
using P2P.Sdk;

namespace P2P.GraphQL.Tests.Results;

public sealed class InMemoryExportTests(InMemoryServed server) : ExportTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteExportTests(SqliteServed server) : ExportTests(server), IClassFixture<SqliteServed>;

public abstract class ExportTests(Served server)
{
    private const string StartedFields = "export { id kind format state url }";

    [Fact]
    public async Task An_admin_asks_for_a_file_follows_it_and_downloads_it()
    {
        var campaign = await server.CampaignAsync();
        await campaign.ImportAsync(3);

        var export = await FinishedAsync(campaign, await StartAsync(campaign, new { kind = "CONTACTS" }));

        Assert.Equal(("DONE", "CSV", 3), (Text(export, "state"), Text(export, "format"), export.GetProperty("rows").GetInt32()));
        using var file = await GetAsync(campaign.Admin, Text(export, "url"));
        var bytes = await file.Content.ReadAsByteArrayAsync();
        Assert.Equal(("text/csv", bytes.Length), (file.Content.Headers.ContentType!.MediaType, export.GetProperty("bytes").GetInt32()));
        Assert.StartsWith("contacts-", file.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition.DispositionType);
        Assert.True(file.Headers.CacheControl!.NoStore);
        Assert.Equal(4, System.Text.Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_download_that_broke_off_goes_on_where_it_was()
    {
        var campaign = await server.CampaignAsync();
        await campaign.ImportAsync(5);
        var url = Text(await FinishedAsync(campaign, await StartAsync(campaign, new { kind = "CONTACTS" })), "url");
        using var whole = await GetAsync(campaign.Admin, url);
        var bytes = await whole.Content.ReadAsByteArrayAsync();

        using var rest = await GetAsync(campaign.Admin, url, new RangeHeaderValue(100, null), whole.Headers.ETag);

        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(bytes[100..], await rest.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_workbook_has_numbers_as_numbers_times_as_times_and_text_as_text()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        await campaign.TextOneAsync(campaign.Volunteer, action);

        var export = await FinishedAsync(campaign, await StartAsync(campaign, new { kind = "MESSAGES", format = "XLSX", where = new { actionId = action } }));

        using var file = await GetAsync(campaign.Admin, Text(export, "url"));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", file.Content.Headers.ContentType!.MediaType);
        using var workbook = new ZipArchive(await file.Content.ReadAsStreamAsync());
        var rows = Rows(workbook);
        var (header, row) = (rows[0], Assert.Single(rows.Skip(1)));
        var time = header.Keys.Single(column => header[column].Value.StartsWith("created_at (", StringComparison.Ordinal));
        Assert.True(double.Parse(row[time].Value, System.Globalization.CultureInfo.InvariantCulture) > 40_000); // Days since 1900.
        Assert.Equal(("n", "1"), (Type(row[Column(header, "segments")]), row[Column(header, "segments")].Value));
        Assert.Equal("str", Type(row[Column(header, "phone")]));
        Assert.Contains("yyyy-mm-dd hh:mm:ss", await ReadAsync(workbook, "xl/styles.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_the_campaigns_admins_asks_sees_or_downloads()
    {
        var (campaign, other) = (await server.CampaignAsync(), await server.CampaignAsync());
        var started = await StartAsync(campaign, new { kind = "CONTACTS" });
        var (id, url) = (Text(started, "id"), Text(await FinishedAsync(campaign, started), "url"));

        Assert.Equal("FORBIDDEN", (await campaign.AskAsync(campaign.Volunteer, "mutation { startExport(input: {kind: CONTACTS}) { export { id } } }")).Code);
        Assert.Equal("FORBIDDEN", (await campaign.AskAsync(campaign.Volunteer, "{ exports { nodes { id } } }")).Code);
        foreach (var (actor, status) in ((Actor, HttpStatusCode)[])[
            (campaign.Volunteer, HttpStatusCode.Forbidden), (other.Admin, HttpStatusCode.NotFound)])
        {
            using var answer = await GetAsync(actor, url);
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal(JsonValueKind.Null, (await campaign.DataAsync(actor, $"{{ node(id: \"{id}\") {{ id }} }}")).GetProperty("node").ValueKind);
        }

        using var anonymous = new HttpClient();
        using var refused = await anonymous.GetAsync(new Uri(server.Root, url));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var refusal = await campaign.MutateAsync(
            other.Admin, "startExport", "StartExportInput", new { kind = "MESSAGES", where = new { actionId = await campaign.ActionAsync(1) } },
            StartedFields);
        Assert.Equal("NOT_FOUND", Text(refusal.GetProperty("errors")[0], "code"));
    }

    private static Dictionary<string, XElement>[] Rows(ZipArchive workbook)
    {
        using var sheet = workbook.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        return
        [
            .. XDocument.Load(sheet).Descendants().Where(e => e.Name.LocalName == "row").Select(row => row.Elements()
                .ToDictionary(cell => new string([.. cell.Attribute("r")!.Value.TakeWhile(char.IsLetter)]))),
        ];
    }

    private static string Column(Dictionary<string, XElement> header, string name) => header.Single(cell => cell.Value.Value == name).Key;

    private static string Type(XElement cell) => cell.Attribute("t")!.Value;

    private static async Task<string> ReadAsync(ZipArchive workbook, string part)
    {
        using var reader = new StreamReader(workbook.GetEntry(part)!.Open());
        return await reader.ReadToEndAsync();
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static async Task<JsonElement> StartAsync(ServedCampaign campaign, object input)
    {
        var payload = await campaign.MutateAsync(campaign.Admin, "startExport", "StartExportInput", input, StartedFields);
        Assert.Equal(0, payload.GetProperty("errors").GetArrayLength());
        return payload.GetProperty("export");
    }

    /// <summary>Follows it to its end by subscription.</summary>
    private async Task<JsonElement> FinishedAsync(ServedCampaign campaign, JsonElement started)
    {
        await using var socket = await TestSocket.OpenAsync(server.Url, server.TokenFor(campaign.Admin));
        await socket.SubscribeAsync(
            "1", $"subscription {{ exportProgress(exportId: \"{Text(started, "id")}\") {{ state format rows bytes url }} }}");
        string last = "", read;
        while ((read = (await socket.ReadAsync()).GetRawText()).Contains("\"next\"", StringComparison.Ordinal))
        {
            last = read;
        }

        using var progress = JsonDocument.Parse(last);
        return progress.RootElement.GetProperty("payload").GetProperty("data").GetProperty("exportProgress").Clone();
    }

    private async Task<HttpResponseMessage> GetAsync(
        Actor actor, string url, RangeHeaderValue? range = null, EntityTagHeaderValue? tag = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Root, url));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.TokenFor(actor));
        if (range is not null)
        {
            request.Headers.Range = range;
            request.Headers.IfRange = new RangeConditionHeaderValue(tag!);
        }

        return await client.SendAsync(request);
    }
}
