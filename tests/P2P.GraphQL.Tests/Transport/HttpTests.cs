using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace P2P.GraphQL.Tests.Transport;

public class HttpTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("application/graphql-response+json", "application/graphql-response+json; charset=utf-8")]
    [InlineData("application/json", "application/json; charset=utf-8")]
    [InlineData("*/*", "application/json; charset=utf-8")]
    [InlineData("text/html, application/graphql-response+json;q=0.9, application/json;q=0.5", "application/graphql-response+json; charset=utf-8")]
    [InlineData("application/graphql-response+json;q=0.1, application/json", "application/json; charset=utf-8")]
    public async Task The_answer_has_the_form_that_is_accepted_best(string accept, string contentType)
    {
        using var client = server.Client(server.Token);
        client.DefaultRequestHeaders.Accept.ParseAdd(accept);
        using var response = await client.GetAsync("?query={hello}");
        Assert.Equal(contentType, response.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("GET", "?query={hello}", null, null, "text/html", 406)]
    [InlineData("PUT", "", "application/json", "{}", "application/json", 405)]
    [InlineData("POST", "", "text/plain", "{}", "application/json", 415)]
    [InlineData("POST", "", "application/json; charset=utf-16", "{}", "application/json", 415)]
    [InlineData("POST", "", "application/json", "[{\"query\":\"{hello}\"}]", "application/json", 400)]
    [InlineData("POST", "", "application/json", "{\"query\":\"\\ud800\"}", "application/json", 400)]
    [InlineData("POST", "", "application/json", "{\"query\":\"{hello}\",\"variables\":{\"a\":\"\\ud800\"}}", "application/json", 400)]
    [InlineData("GET", "", null, null, "application/json", 400)]
    [InlineData("GET", "?query={hello}&variables=[1]", null, null, "application/json", 400)]
    [InlineData("GET", "?query={hello}&variables={", null, null, "application/json", 400)]
    [InlineData("GET", "?query=mutation{add(a:1,b:1)}", null, null, "application/json", 405)]
    [InlineData("GET", "?query=mutation{add(a:1,b:1)}", null, null, "application/graphql-response+json", 405)]
    [InlineData("GET", "?query=subscription{silent}", null, null, "application/graphql-response+json", 405)]
    [InlineData("GET", "?query={", null, null, "application/graphql-response+json", 400)]
    [InlineData("GET", "?query={", null, null, "application/json", 200)]
    [InlineData("GET", "?query={nothing}", null, null, "application/graphql-response+json", 400)]
    [InlineData("GET", "?query={fails}", null, null, "application/graphql-response+json", 200)]
    public async Task A_request_that_cannot_be_served_is_answered_with_its_status_and_a_code(
        string method, string query, string? contentType, string? body, string accept, int status)
    {
        using var client = server.Client(server.Token);
        using var request = new HttpRequestMessage(new HttpMethod(method), server.Url + query);
        request.Headers.Accept.ParseAdd(accept);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType!);
        }

        var answer = await Answer.ReadAsync(await client.SendAsync(request));

        Assert.Equal(status, answer.Status);
        Assert.False(string.IsNullOrEmpty(answer.Code));
    }

    [Fact]
    public async Task A_body_of_5_MB_without_a_length_is_refused_too()
    {
        using var client = server.Client(server.Token);
        client.DefaultRequestHeaders.TransferEncodingChunked = true;
        using var content = new StreamContent(new MemoryStream(new byte[5 << 20]));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var answer = await Answer.ReadAsync(await client.PostAsync(server.Url, content));
        Assert.Equal((413, "DOCUMENT_TOO_LARGE"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Variables_and_an_operation_name_are_taken_by_GET()
    {
        using var client = server.Client(server.Token);
        var query = Uri.EscapeDataString("query A($n: String) { hello(name: $n) } query B { role }");
        var variables = Uri.EscapeDataString("""{"n":"Zoë 🏃"}""");
        var answer = await Answer.ReadAsync(await client.GetAsync($"?query={query}&operationName=A&variables={variables}"));
        Assert.Equal("Hello Zoë 🏃", answer.Data.GetProperty("hello").GetString());
    }

    [Fact]
    public async Task A_failure_inside_is_logged_and_told_without_details()
    {
        var answer = await server.PostAsync("{ fails hello }");
        Assert.Equal("INTERNAL", answer.Code);
        Assert.Equal("fails", answer.Json.GetProperty("errors")[0].GetProperty("path")[0].GetString());
        Assert.DoesNotContain("Password123", answer.Json.GetRawText());
        Assert.DoesNotContain("Exception", answer.Json.GetRawText());
        Assert.Contains(server.Log.Lines, line => line.Contains("Resolving fails failed") && line.Contains("Password123"));
    }

    [Theory]
    [InlineData("{ hello\r\r $ }")]
    [InlineData("{ hello # \r $ }")]
    [InlineData("{ hello(name: \"a\rb\") }")]
    public async Task A_syntax_error_after_any_line_end_is_told_as_one(string query)
    {
        var answer = await server.PostAsync(query);
        Assert.Equal((400, "SYNTAX_ERROR"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Of_thousands_of_errors_the_first_50_are_told()
    {
        var arguments = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"a{i}:1 "));
        var answer = await server.PostAsync($"{{ hello({arguments}) }}");
        Assert.Equal((400, 50), (answer.Status, answer.Json.GetProperty("errors").GetArrayLength()));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json")]
    public async Task A_failure_before_execution_is_logged_and_told_without_details(string accept)
    {
        var answer = await server.PostAsync(server.TokenFor(Users.Broken), new { query = "{ hello }" }, accept);
        Assert.Equal((500, "INTERNAL"), (answer.Status, answer.Code));
        Assert.DoesNotContain("Password123", answer.Json.GetRawText());
        Assert.Contains(server.Log.Lines, line => line.Contains("Password123"));
    }

    [Theory]
    [InlineData("application/json", "{slow}")]
    [InlineData("text/event-stream", "{slow}")]
    [InlineData("text/event-stream", "subscription{silent}")]
    public async Task Work_stops_when_the_client_leaves(string accept, string query)
    {
        await using var own = new OwnServer();
        await own.Server.InitializeAsync();
        using (var leaving = new TcpClient())
        {
            await leaving.ConnectAsync(own.Server.Url.Host, own.Server.Url.Port);
            await leaving.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"GET /graphql?query={query} HTTP/1.1\r\nHost: a\r\nAccept: {accept}\r\nAuthorization: Bearer {own.Server.Token}\r\n\r\n"));
            await Eventually.HoldsAsync(() => own.Server.Probe.Open == 1);
        }

        await Eventually.HoldsAsync(() => own.Server.Probe.Open == 0);
        Assert.Empty(own.Server.Log.Lines);
    }

    [Fact]
    public async Task Work_stops_when_a_socket_breaks()
    {
        await using var own = new OwnServer();
        await own.Server.InitializeAsync();
        var socket = await TestSocket.OpenAsync(own.Server.Url, own.Server.Token);
        await socket.SubscribeAsync("1", "{ slow }");
        await socket.SubscribeAsync("2", "subscription { silent }");
        await Eventually.HoldsAsync(() => own.Server.Probe.Open == 2);
        socket.Abort();
        await Eventually.HoldsAsync(() => own.Server.Probe.Open == 0);
        Assert.Empty(own.Server.Log.Lines);
    }

    [Fact]
    public async Task Open_streams_do_not_hold_up_the_end_of_the_server()
    {
        var own = new TestServer();
        await own.InitializeAsync();
        await using var socket = await TestSocket.OpenAsync(own.Url, own.Token);
        await socket.SubscribeAsync("1", "subscription { silent }");
        using var client = own.Client(own.Token);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/event-stream");
        await using var stream = await client.GetStreamAsync("?query=subscription{silent}");
        await Eventually.HoldsAsync(() => own.Probe.Open == 2);

        var ending = own.DisposeAsync();

        Assert.Equal((1001, "The server ends: connect again."), await socket.ReadCloseAsync());
        await ending;
        Assert.Equal(0, own.Probe.Open);
    }

    [Fact]
    public async Task A_request_that_runs_is_answered_before_the_server_ends()
    {
        var own = new TestServer();
        await own.InitializeAsync();
        var answer = own.PostAsync("{ held }");
        await Eventually.HoldsAsync(() => own.Probe.Open == 1);
        await using var socket = await TestSocket.OpenAsync(own.Url, own.Token);

        var ending = own.DisposeAsync();
        Assert.Equal(1001, (await socket.ReadCloseAsync()).Status); // It is ending by now.
        Assert.False(ending.IsCompleted);
        own.Probe.Release();
        Assert.Equal("finished", (await answer).Data.GetProperty("held").GetString());
        await ending;
    }

    private sealed class OwnServer : IAsyncDisposable
    {
        public TestServer Server { get; } = new();

        public async ValueTask DisposeAsync() => await Server.DisposeAsync();
    }
}
