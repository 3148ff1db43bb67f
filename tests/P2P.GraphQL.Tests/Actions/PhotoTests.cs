using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;
using P2P.Sdk;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Testing;

namespace P2P.GraphQL.Tests.Actions;

public sealed class InMemoryPhotoTests(InMemoryServed server) : PhotoTests(server), IClassFixture<InMemoryServed>;

public sealed class SqlitePhotoTests(SqliteServed server) : PhotoTests(server), IClassFixture<SqliteServed>
{
    private readonly Served _server = server;

    [Fact]
    public async Task Photos_lie_beside_the_database()
    {
        var campaign = await _server.CampaignAsync();
        await SetAsync(campaign.Admin, await DraftAsync(campaign), SampleImages.Png);
        Assert.Single(Directory.GetFiles(Path.Combine(_server.Folder, "served.db.blobs", campaign.Admin.Campaign.ToString())));
    }
}

public abstract class PhotoTests(Served server)
{
    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/png")]
    [InlineData("image/gif")]
    public async Task A_photo_is_shown_as_what_its_bytes_are_whatever_it_was_sent_as(string type)
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        var bytes = type switch { "image/jpeg" => SampleImages.Jpeg, "image/png" => SampleImages.Png, _ => SampleImages.Gif };

        var (status, json) = await SetAsync(campaign.Admin, action, bytes, "text/html");

        Assert.Equal((HttpStatusCode.OK, "[]"), (status, json.GetProperty("errors").GetRawText()));
        var url = json.GetProperty("action").GetProperty("photoUrl").GetString()!;
        Assert.Equal(url, await UrlAsync(campaign, campaign.Volunteer, action));
        using var shown = await SendAsync(HttpMethod.Get, campaign.Volunteer, url);
        Assert.Equal((HttpStatusCode.OK, type), (shown.StatusCode, shown.Content.Headers.ContentType!.ToString()));
        Assert.Equal(bytes.ToArray(), await shown.Content.ReadAsByteArrayAsync());
        Assert.Equal("nosniff", shown.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("inline", shown.Content.Headers.ContentDisposition!.ToString());
        Assert.True(shown.Headers.CacheControl!.Private);
    }

    [Fact]
    public async Task A_photo_that_the_client_has_is_not_sent_again_and_another_one_is()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        await SetAsync(campaign.Admin, action, SampleImages.Png);
        var url = (await UrlAsync(campaign, campaign.Admin, action))!;
        using var first = await SendAsync(HttpMethod.Get, campaign.Admin, url);
        var tag = first.Headers.ETag!;

        using (var again = await SendAsync(HttpMethod.Get, campaign.Admin, url, tag: tag))
        {
            Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, (await again.Content.ReadAsByteArrayAsync()).Length));
        }

        await SetAsync(campaign.Admin, action, SampleImages.Gif);
        using var other = await SendAsync(HttpMethod.Get, campaign.Admin, url, tag: tag);
        Assert.Equal((HttpStatusCode.OK, "image/gif"), (other.StatusCode, other.Content.Headers.ContentType!.MediaType));
        Assert.NotEqual(tag, other.Headers.ETag);
        Assert.NotEqual(url, await UrlAsync(campaign, campaign.Admin, action));
    }

    [Fact]
    public async Task A_file_over_5_MB_is_refused_and_one_of_5_MB_is_taken()
    {
        var campaign = await server.CampaignAsync();
        var action = await DraftAsync(campaign);
        var (status, json) = await SetAsync(campaign.Admin, action, SampleImages.PngOf(PhotoService.MostBytes + 1));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "IMAGE_TOO_LARGE"), (status, CodeOf(json)));
        Assert.Null(await UrlAsync(campaign, campaign.Admin, action));
        Assert.Equal(HttpStatusCode.OK, (await SetAsync(campaign.Admin, action, SampleImages.PngOf(PhotoService.MostBytes))).Status);
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script></html>", "image/png")]
    [InlineData("GIF89a<html><script>alert(1)</script></html>", "image/gif")]
    [InlineData("", "image/jpeg")]
    public async Task A_page_that_says_it_is_an_image_is_refused(string text, string type)
    {
        var campaign = await server.CampaignAsync();
        var action = await DraftAsync(campaign);
        var (status, json) = await SetAsync(campaign.Admin, action, System.Text.Encoding.ASCII.GetBytes(text), type);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_INPUT"), (status, CodeOf(json)));
        Assert.Null(await UrlAsync(campaign, campaign.Admin, action));
    }

    [Fact]
    public async Task A_truncated_photo_is_refused()
    {
        var campaign = await server.CampaignAsync();
        var action = await DraftAsync(campaign);
        var (status, json) = await SetAsync(campaign.Admin, action, SampleImages.Jpeg[..^2], "image/jpeg");
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_INPUT"), (status, CodeOf(json)));
    }

    [Fact]
    public async Task A_form_is_no_photo()
    {
        var campaign = await server.CampaignAsync();
        var action = await DraftAsync(campaign);
        var (status, json) = await SetAsync(campaign.Admin, action, SampleImages.Png, "multipart/form-data; boundary=x");
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "INVALID_INPUT"), (status, CodeOf(json)));
    }

    [Fact]
    public async Task A_removed_photo_is_gone()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        await SetAsync(campaign.Admin, action, SampleImages.Png);
        for (var i = 0; i < 2; i++)
        {
            using var removed = await SendAsync(HttpMethod.Delete, campaign.Admin, PathOf(action));
            Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        }

        Assert.Null(await UrlAsync(campaign, campaign.Admin, action));
        using var gone = await SendAsync(HttpMethod.Get, campaign.Admin, PathOf(action));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Only_admins_set_photos_and_whoever_does_not_see_the_action_finds_none()
    {
        var campaign = await server.CampaignAsync();
        var elsewhere = await server.CampaignAsync();
        var action = await DraftAsync(campaign);
        await SetAsync(campaign.Admin, action, SampleImages.Png);

        foreach (var (actor, expected) in new (Actor?, HttpStatusCode)[]
        {
            (null, HttpStatusCode.Unauthorized), (campaign.Volunteer, HttpStatusCode.Forbidden), (elsewhere.Admin, HttpStatusCode.NotFound),
        })
        {
            Assert.Equal(expected, (await SetAsync(actor, action, SampleImages.Gif)).Status);
            using var removed = await SendAsync(HttpMethod.Delete, actor, PathOf(action));
            Assert.Equal(expected, removed.StatusCode);
        }

        foreach (var (actor, id, expected) in new (Actor?, string, HttpStatusCode)[]
        {
            (null, action, HttpStatusCode.Unauthorized), (campaign.Volunteer, action, HttpStatusCode.NotFound),
            (elsewhere.Admin, action, HttpStatusCode.NotFound), (campaign.Admin, "act_nothing", HttpStatusCode.NotFound),
            (campaign.Admin, "..%2F..%2Fetc", HttpStatusCode.NotFound), (campaign.Admin, action, HttpStatusCode.OK),
        })
        {
            using var shown = await SendAsync(HttpMethod.Get, actor, PathOf(id));
            Assert.Equal((id, expected), (id, shown.StatusCode));
        }
    }

    protected static async Task<string> DraftAsync(ServedCampaign campaign)
    {
        var made = await campaign.MutateAsync(campaign.Admin, "createAction", "CreateActionInput", new { title = "Rent day" }, "action { id }");
        ServedCampaign.AssertDone(made);
        return ServedCampaign.Text(made.GetProperty("action"), "id");
    }

    protected async Task<(HttpStatusCode Status, JsonElement Json)> SetAsync(
        Actor? actor, string action, ReadOnlyMemory<byte> bytes, string type = "application/octet-stream")
    {
        using var content = new ReadOnlyMemoryContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await SendAsync(HttpMethod.Post, actor, PathOf(action), content);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private static string PathOf(string action) => $"/actions/{action}/photo";

    private static string CodeOf(JsonElement json) => ServedCampaign.Text(json.GetProperty("errors")[0], "code");

    private static async Task<string?> UrlAsync(ServedCampaign campaign, Actor actor, string id) =>
        (await campaign.DataAsync(actor, "query($id: ID!) { action(id: $id) { photoUrl } }", new { id }))
            .GetProperty("action").GetProperty("photoUrl").GetString();

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Actor? actor, string path, HttpContent? content = null, EntityTagHeaderValue? tag = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(server.Root, path)) { Content = content };
        if (actor is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.TokenFor(actor));
        }

        if (tag is not null)
        {
            request.Headers.IfNoneMatch.Add(tag);
        }

        return await client.SendAsync(request);
    }
}
