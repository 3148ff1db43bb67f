using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Tests.Transport;
using P2P.Sdk;
using P2P.Sdk.Messaging.Media;

namespace P2P.GraphQL.Tests.Messaging;

/// <summary>Pictures that contacts send, in the thread and over HTTP.</summary>
public sealed class MessageMediaTests(MediaServed server) : IClassFixture<MediaServed>
{
    private const string Thread =
        "query($id: ID!) { conversation(contactId: $id) { messages(first: 10) { nodes { direction media { state url contentType bytes } } } } }";

    [Fact]
    public async Task Whoever_may_read_the_conversation_sees_the_picture_and_nobody_else_and_nothing_of_it_runs()
    {
        var campaign = await server.CampaignAsync();
        var action = await campaign.ActionAsync(1);
        var contact = await campaign.TextOneAsync(campaign.Volunteer, action);
        await campaign.WriteBackAsync(contact, "", new("png", "image/png"), new("html", "text/html"), new("gone", "image/gif"));

        JsonElement media = default;
        await Eventually.HoldsAsync(async () =>
        {
            var nodes = (await campaign.DataAsync(campaign.Volunteer, Thread, new { id = contact }))
                .GetProperty("conversation").GetProperty("messages").GetProperty("nodes").EnumerateArray().ToList();
            media = nodes.Find(node => ServedCampaign.Text(node, "direction") == "INBOUND") is { ValueKind: JsonValueKind.Object } inbound
                ? inbound.GetProperty("media") : default;
            return media.ValueKind == JsonValueKind.Array && media.EnumerateArray().All(one => ServedCampaign.Text(one, "state") != "WAITING");
        });

        Assert.Equal(
            ["""KEPT image/png 8""", """KEPT text/html 27""", "LOST image/gif "],
            media.EnumerateArray().Select(one => $"{one.GetProperty("state")} {one.GetProperty("contentType")} {one.GetProperty("bytes")}"));
        Assert.Equal(JsonValueKind.Null, media[2].GetProperty("url").ValueKind);

        using var picture = await GetAsync(campaign.Volunteer, ServedCampaign.Text(media[0], "url"));
        Assert.Equal(MediaServed.Png, await picture.Content.ReadAsByteArrayAsync());
        Assert.Equal(("image/png", "inline"), ($"{picture.Content.Headers.ContentType}", $"{picture.Content.Headers.ContentDisposition}"));
        using var page = await GetAsync(campaign.Admin, ServedCampaign.Text(media[1], "url"));
        Assert.Equal("attachment", $"{page.Content.Headers.ContentDisposition}");
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", page.Headers.GetValues("Content-Security-Policy").Single());

        foreach (var (actor, url, status) in new[]
        {
            (campaign.Other, ServedCampaign.Text(media[0], "url"), HttpStatusCode.NotFound),
            ((await server.CampaignAsync()).Admin, ServedCampaign.Text(media[0], "url"), HttpStatusCode.NotFound),
            (campaign.Volunteer, ServedCampaign.Text(media[0], "url")[..^1] + "3", HttpStatusCode.NotFound),
            (campaign.Volunteer, ServedCampaign.Text(media[0], "url")[..^1] + "9", HttpStatusCode.NotFound),
            (null as Actor, ServedCampaign.Text(media[0], "url"), HttpStatusCode.Unauthorized),
        })
        {
            using var refused = await GetAsync(actor, url);
            Assert.Equal(status, refused.StatusCode);
        }
    }

    private async Task<HttpResponseMessage> GetAsync(Actor? actor, string url)
    {
        using var client = new HttpClient();
        if (actor is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.TokenFor(actor));
        }

        return await client.GetAsync(new Uri(server.Root, url));
    }
}

public sealed class MediaServed : Served, IMediaSource
{
    public static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<IMediaSource>(this);

    public Task<MediaContent?> OpenAsync(string address, CancellationToken cancellationToken) => Task.FromResult(address switch
    {
        "png" => new MediaContent(new MemoryStream(Png), "image/png"),
        "html" => new MediaContent(new MemoryStream([.. "<script>alert(1)</script>  "u8]), "text/html"),
        _ => null,
    });
}
