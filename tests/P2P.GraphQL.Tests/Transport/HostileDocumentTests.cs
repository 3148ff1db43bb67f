using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace P2P.GraphQL.Tests.Transport;

public class HostileDocumentTests(TestServer server) : IClassFixture<TestServer>
{
    public static TheoryData<string> Names => HostileDocuments.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Over_HTTP_it_gets_its_code_and_the_server_goes_on(string name)
    {
        var (document, code) = HostileDocuments.All[name];

        var answer = await server.PostAsync(document);

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
        using var client = server.Client(server.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = JsonContent.Create(new { query = document }) };
        request.Headers.Accept.ParseAdd("text/event-stream");

        using var response = await client.SendAsync(request);

        Assert.Contains($"\"code\":\"{code}\"", await response.Content.ReadAsStringAsync());
        Assert.Equal(document.Length > 4 << 20 ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.OK, response.StatusCode);
        await ServesAsync();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Over_a_WebSocket_it_gets_its_code_and_the_server_goes_on(string name)
    {
        var (document, code) = HostileDocuments.All[name];
        await using var socket = await TestSocket.OpenAsync(server.Url, server.Token);
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
            await socket.SubscribeAsync("1", "{ hello }");
            Assert.Equal("next", (await socket.ReadAsync()).GetProperty("type").GetString());
        }

        await ServesAsync();
    }

    [Fact]
    public async Task A_document_near_every_limit_is_served()
    {
        var fields = string.Join(' ', Enumerable.Range(0, 190).Select(i => $"a{i}: hello"));
        var levels = string.Concat(Enumerable.Repeat("{deeper", 44)) + "{name}" + new string('}', 44);

        Assert.Equal(200, (await server.PostAsync($"{{ {fields} }}")).Status);
        Assert.Equal(200, (await server.PostAsync($"{{ nested {levels} }}")).Status);
    }

    [Fact]
    public async Task The_document_that_tools_read_the_schema_with_is_served()
    {
        var answer = await server.PostAsync(TestDocuments.Introspection);
        Assert.Equal(JsonValueKind.Array, answer.Data.GetProperty("__schema").GetProperty("types").ValueKind);
    }

    private async Task ServesAsync() =>
        Assert.Equal("Hello you", (await server.PostAsync("{ hello(name: \"you\") }")).Data.GetProperty("hello").GetString());
}
