using System.Net;
using System.Text.Json;

namespace P2P.GraphQL.Tests.Hosting;

/// <summary>Pages of the configured hosts may ask, others may not; answers are compressed where the client takes that.</summary>
public sealed class CrossOriginTests : IAsyncLifetime
{
    private const string Ours = "https://app.example.org";

    private readonly FrontEndServed _server = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(Ours, Ours)]
    [InlineData("https://elsewhere.example.org", null)]
    [InlineData("null", null)]
    public async Task A_page_may_ask_if_its_origin_is_configured(string origin, string? allowed)
    {
        using var client = new HttpClient();
        using var ask = new HttpRequestMessage(HttpMethod.Options, _server.Url);
        ask.Headers.Add("Origin", origin);
        ask.Headers.Add("Access-Control-Request-Method", "POST");
        ask.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-p2p-campaign");
        using var answer = await client.SendAsync(ask);
        Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials")); // No cookie speaks for anybody.
    }

    [Fact]
    public async Task A_form_of_another_page_does_nothing()
    {
        var campaign = await _server.CampaignAsync();
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", _server.TokenFor(campaign.Admin)) } };
        using var form = new FormUrlEncodedContent([new("query", "mutation { deleteFolder(input: { folderId: \"x\" }) { errors { code } } }")]);
        using var answer = await client.PostAsync(_server.Url, form); // Even with a token: a page could send this without asking first.
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Answers_are_compressed(string encoding)
    {
        var campaign = await _server.CampaignAsync();
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", _server.TokenFor(campaign.Admin)) } };
        client.DefaultRequestHeaders.Add("Accept-Encoding", encoding);
        using var answer = await client.GetAsync(new Uri(_server.Url, "?query={__schema{types{name}}}"));
        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        using var stream = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Url, "?query=subscription{inboxChanged{unread}}"));
        stream.Headers.Add("Accept", "text/event-stream");
        using var events = await client.SendAsync(stream, HttpCompletionOption.ResponseHeadersRead);
        Assert.Empty(events.Content.Headers.ContentEncoding);
    }

    private sealed class FrontEndServed : Served
    {
        protected override Task PrepareAsync() => File.WriteAllTextAsync(
            Path.Combine(Folder, "appsettings.json"), JsonSerializer.Serialize(new { Cors = new { Origins = new[] { Ours } } }));
    }
}
