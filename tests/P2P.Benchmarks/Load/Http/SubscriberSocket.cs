using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace P2P.Benchmarks.Load.Http;

/// <summary>One open subscription of graphql-transport-ws that counts what it is told.</summary>
/// <remarks>It always reads: who does not, does not answer the pings of the protocol either, and is closed.</remarks>
internal sealed class SubscriberSocket : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _told = new(0);
    private readonly byte[] _buffer = new byte[1024];

    private SubscriberSocket() => _socket.Options.AddSubProtocol("graphql-transport-ws");

    public static async Task<SubscriberSocket> OpenAsync(Uri server, string token, string document, object variables)
    {
        var one = new SubscriberSocket();
        one._socket.Options.SetBuffer(256, 256);
        await one._socket.ConnectAsync(new Uri($"ws://{server.Authority}/graphql"), default);
        await one.SendAsync(new { type = "connection_init", payload = new { authorization = "Bearer " + token } });
        await one.ReceiveAsync("connection_ack");
        await one.SendAsync(new { id = "1", type = "subscribe", payload = new { query = document, variables } });
        await one.ReceiveAsync("\"next\"");
        _ = one.ReadOnAsync();
        return one;
    }

    /// <summary>Waits for the next event, or takes one that has come.</summary>
    public Task WhenToldAsync() => _told.WaitAsync();

    public void Dispose() => _socket.Dispose();

    private async Task ReadOnAsync()
    {
        while (true)
        {
            await ReceiveAsync("\"next\"");
            _told.Release();
        }
    }

    private ValueTask SendAsync(object message) => _socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(message).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, default);

    /// <summary>The next message that holds these words; pings are answered.</summary>
    private async Task ReceiveAsync(string words)
    {
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(), default);
            var text = Encoding.UTF8.GetString(_buffer, 0, received.Count);
            if (text.Contains(words, StringComparison.Ordinal))
            {
                return;
            }

            if (received.MessageType == WebSocketMessageType.Close || text.Contains("\"error\"", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The subscription ended: {_socket.CloseStatus} {_socket.CloseStatusDescription} {text}");
            }

            if (text.Contains("\"ping\"", StringComparison.Ordinal))
            {
                await SendAsync(new { type = "pong" });
            }
        }
    }
}
