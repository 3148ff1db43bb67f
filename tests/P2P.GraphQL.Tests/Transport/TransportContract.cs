using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace P2P.GraphQL.Tests.Transport;

/// <summary>What a server must do whatever its schema: all that is asked of it is an address and a valid token.</summary>
public abstract class TransportContract
{
    protected abstract Uri Url { get; }

    protected abstract string Token { get; }

    /// <summary>A subscription that ends by itself, and its number of events; empty where the schema has none.</summary>
    protected virtual string[] Subscription => [];

    [Fact]
    public async Task Every_audit_of_graphql_over_http_passes() =>
        Assert.EndsWith(" passed, 0 failed\n", await NodeClients.RunAsync("audit.mjs", Url, Token));

    [Fact]
    public async Task The_published_websocket_client_works() => await NodeClients.RunAsync("ws.mjs", Url, Token, Subscription);

    [Fact]
    public async Task The_published_event_stream_client_works() => await NodeClients.RunAsync("sse.mjs", Url, Token, Subscription);

    [Fact]
    public async Task The_document_that_tools_read_the_schema_with_is_served()
    {
        var answer = await PostAsync(TestDocuments.Introspection);
        Assert.Equal(JsonValueKind.Array, answer.Data.GetProperty("__schema").GetProperty("types").ValueKind);
    }

    public static TheoryData<string> Names => HostileDocuments.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Over_HTTP_it_gets_its_code_and_the_server_goes_on(string name)
    {
        var (document, code) = HostileDocuments.All[name];

        var answer = await PostAsync(document);

        Assert.Equal(code, answer.Code);
        Assert.Equal(document.Length > 4 << 20 ? 413 : 400, answer.Status);
        Assert.False(answer.Json.TryGetProperty("data", out _));
        await ServesAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task As_an_event_stream_it_gets_its_code_and_the_server_goes_on(string name)
    {
        var (document, code) = HostileDocuments.All[name];

        using var response = await SendAsync(document, "text/event-stream");

        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync());
        Assert.Equal(document.Length > 4 << 20 ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.OK, response.StatusCode);
        await ServesAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Over_a_WebSocket_it_gets_its_code_and_the_server_goes_on(string name)
    {
        var (document, code) = HostileDocuments.All[name];
        await using var socket = await TestSocket.OpenAsync(Url, Token);
        await socket.SubscribeAsync("1", document);

        if (document.Length > 4 << 20)
        {
            var (status, reason) = await socket.ReadCloseAsync();
            Assert.Equal(1009, status);
            Assert.StartsWith(code, reason);
        }
        else
        {
            var message = await socket.ReadAsync();
            Assert.Equal("error", message.GetProperty("type").GetString());
            Assert.Equal(code, Answer.CodeOf(message.GetProperty("payload")[0]));
            await socket.SubscribeAsync("1", "{ __typename }");
            Assert.Equal("next", (await socket.ReadAsync()).GetProperty("type").GetString());
        }

        await ServesAsync();
    }

    private async Task ServesAsync() =>
        Assert.Equal("Query", (await PostAsync("{ __typename }")).Data.GetProperty("__typename").GetString());

    private async Task<Answer> PostAsync(string document)
    {
        using var response = await SendAsync(document, "application/graphql-response+json");
        return await Answer.ReadAsync(response);
    }

    private async Task<HttpResponseMessage> SendAsync(string document, string accept)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = JsonContent.Create(new { query = document }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.Accept.ParseAdd(accept);
        return await client.SendAsync(request);
    }
}
