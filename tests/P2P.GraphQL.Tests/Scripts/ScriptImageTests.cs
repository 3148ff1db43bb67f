using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using P2P.GraphQL.Tests.Hosting;
using P2P.Sdk;
using P2P.Sdk.Campaigns;

namespace P2P.GraphQL.Tests.Scripts;

public sealed class InMemoryScriptImageTests(InMemoryServed server) : ScriptImageTests(server), IClassFixture<InMemoryServed>;

public sealed class SqliteScriptImageTests(SqliteServed server) : ScriptImageTests(server), IClassFixture<SqliteServed>;

/// <summary>Images of scripts over HTTP (ACT-5).</summary>
public abstract class ScriptImageTests(Served server)
{
    // A GIF of one pixel.
    private static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    [Fact]
    public async Task An_uploaded_image_goes_out_with_the_script_and_the_carrier_fetches_it()
    {
        var campaign = await server.CampaignAsync();
        var campaigns = server.Get<CampaignService>();
        var settings = (await campaigns.FindAsync(campaign.Admin)).Value!.Settings;
        await campaigns.UpdateSettingsAsync(campaign.Admin, settings.Version, new SettingsEdit { LinkDomain = "go.example.org" });
        var (status, uploaded) = await UploadAsync(campaign.Admin, Gif);
        Assert.Equal(HttpStatusCode.OK, status);
        var image = uploaded.GetProperty("image");
        var made = await campaign.MutateAsync(
            campaign.Admin, "createAction", "CreateActionInput",
            new
            {
                title = "Look",
                listId = await campaign.ImportAsync(1),
                initialScripts = new[] { new { name = "A", text = "Look! Reply STOP to opt out", imageId = ServedCampaign.Text(image, "id") } },
            },
            "action { id initialScripts { image { url contentType bytes } } }");
        ServedCampaign.AssertDone(made);
        var action = made.GetProperty("action");
        Assert.Equal(Gif.Length, action.GetProperty("initialScripts")[0].GetProperty("image").GetProperty("bytes").GetInt32());
        var id = ServedCampaign.Text(action, "id");
        ServedCampaign.AssertDone(await campaign.MutateAsync(campaign.Admin, "publishAction", "PublishActionInput", new { actionId = id }, "action { state }"));
        var target = Assert.Single(await campaign.ClaimAsync(campaign.Volunteer, id));
        var sent = await campaign.SendAsync(campaign.Volunteer, target, fields: "message { segments image { url } }");
        ServedCampaign.AssertDone(sent);
        Assert.Equal(ServedCampaign.Text(image, "url"), ServedCampaign.Text(sent.GetProperty("message").GetProperty("image"), "url"));

        using var client = new HttpClient();
        using var fetched = await client.GetAsync(new Uri(server.Root, ServedCampaign.Text(image, "url")));
        Assert.Equal("image/gif", fetched.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Gif, await fetched.Content.ReadAsByteArrayAsync());
        using var guess = await client.GetAsync(new Uri(server.Root, ServedCampaign.Text(image, "url")[..^1] + "."));
        Assert.Equal(HttpStatusCode.NotFound, guess.StatusCode);
    }

    [Fact]
    public async Task Too_large_a_file_another_one_and_a_volunteers_are_refused()
    {
        var campaign = await server.CampaignAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await UploadAsync(campaign.Admin, new byte[600_001])).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync(campaign.Admin, "no image"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await UploadAsync(campaign.Volunteer, Gif)).Status);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> UploadAsync(Actor actor, byte[] file)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.TokenFor(actor));
        using var content = new ByteArrayContent(file);
        using var response = await client.PostAsync(new Uri(server.Root, "script-images"), content);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }
}
