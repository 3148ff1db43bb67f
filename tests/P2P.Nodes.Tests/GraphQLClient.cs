using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace P2P.Nodes.Tests;

/// <summary>One person's client of one server: queries and mutations over HTTP, subscriptions over a WebSocket each.</summary>
/// <exception cref="HttpRequestException">The server is not there any more.</exception>
/// <exception cref="TimeoutException">The server gave up: ask again.</exception>
public sealed class GraphQLClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Uri _url;
    private readonly string _token;

    public GraphQLClient(Uri url, string token)
    {
        (_url, _token) = (url, token);
        _http = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>The data of an answer; errors of GraphQL fail the test.</summary>
    public async Task<JsonElement> AskAsync(string query, object? variables = null)
    {
        using var response = await _http.PostAsJsonAsync(_url, new { query, variables });
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var failed = answer.RootElement.TryGetProperty("errors", out var errors);
        if (failed && errors[0].TryGetProperty("extensions", out var extensions) && extensions.GetProperty("code").GetString() == "TIMEOUT")
        {
            throw new TimeoutException(errors.ToString());
        }

        Assert.False(failed, errors.ToString());
        return answer.RootElement.GetProperty("data").Clone();
    }

    /// <summary>A mutation's payload, its <c>errors { code message }</c> included.</summary>
    /// <param name="type">Of the input.</param>
    public async Task<JsonElement> MutateAsync(string name, string type, object input, string fields) =>
        (await AskAsync(
            $"mutation($input: {type}!) {{ {name}(input: $input) {{ {fields} errors {{ code message }} }} }}", new { input }))
        .GetProperty(name);

    /// <summary>The same where every refusal fails the test.</summary>
    public async Task<JsonElement> DoneAsync(string name, string type, object input, string fields)
    {
        var payload = await MutateAsync(name, type, input, fields);
        Assert.True(payload.GetProperty("errors").GetArrayLength() == 0, payload.GetProperty("errors").ToString());
        return payload;
    }

    /// <summary>The data of each event. Ends with the subscription, or when the server does.</summary>
    public async IAsyncEnumerable<JsonElement> SubscribeAsync(
        string query, object? variables = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(_url) { Scheme = "ws" }.Uri, cancellationToken);
        await SendAsync(socket, new { type = "connection_init", payload = new { authorization = $"Bearer {_token}" } }, cancellationToken);
        await SendAsync(socket, new { id = "1", type = "subscribe", payload = new { query, variables } }, cancellationToken);
        while (await ReceiveAsync(socket, cancellationToken) is { } message)
        {
            switch (message.GetProperty("type").GetString())
            {
                case "next":
                    yield return message.GetProperty("payload").GetProperty("data");
                    break;
                case "ping":
                    await SendAsync(socket, new { type = "pong" }, cancellationToken);
                    break;
                case "error":
                    Assert.Fail(message.ToString());
                    break;
                case "complete":
                    yield break;
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private static ValueTask SendAsync(ClientWebSocket socket, object message, CancellationToken cancellationToken) => socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(message).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private static async Task<JsonElement?> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 << 10];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    using var json = JsonDocument.Parse(message.ToArray());
                    return json.RootElement.Clone();
                }
            }
        }
        catch (WebSocketException)
        {
            return null; // The server was killed.
        }
    }
}
