using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace P2P.GraphQL.Tests.Transport;

/// <summary>A client of <c>graphql-transport-ws</c> that may also say what a proper one never would.</summary>
public sealed class TestSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    public static async Task<TestSocket> ConnectAsync(Uri url, string? protocol = "graphql-transport-ws", string? header = null)
    {
        var test = new TestSocket();
        if (protocol is not null)
        {
            test._socket.Options.AddSubProtocol(protocol);
        }

        if (header is not null)
        {
            test._socket.Options.SetRequestHeader("Authorization", header);
        }

        await test._socket.ConnectAsync(new UriBuilder(url) { Scheme = "ws" }.Uri, CancellationToken.None);
        return test;
    }

    /// <summary>Connects, and is acknowledged.</summary>
    public static async Task<TestSocket> OpenAsync(Uri url, string token)
    {
        var socket = await ConnectAsync(url);
        await socket.InitAsync($"Bearer {token}");
        Assert.Equal("connection_ack", (await socket.ReadAsync()).GetProperty("type").GetString());
        return socket;
    }

    public Task InitAsync(string authorization) => SendAsync(new { type = "connection_init", payload = new { authorization } });

    public Task SubscribeAsync(string id, string query) => SendAsync(new { id, type = "subscribe", payload = new { query } });

    public Task SendAsync(object message) => SendTextAsync(JsonSerializer.Serialize(message));

    public Task SendTextAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task SendBinaryAsync(byte[] bytes) => _socket.SendAsync(bytes, WebSocketMessageType.Binary, true, CancellationToken.None);

    public async Task<JsonElement> ReadAsync() =>
        await ReceiveAsync() is { } text
            ? JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"Closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}");

    public async Task<(int Status, string? Reason)> ReadCloseAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        return ((int)_socket.CloseStatus!.Value, _socket.CloseStatusDescription);
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        }

        _socket.Dispose();
    }

    /// <summary>Ends the connection as a crash would.</summary>
    public void Abort() => _socket.Abort();

    private async Task<string?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, Eventually.Token());
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(message.ToArray());
            }
        }
    }
}
