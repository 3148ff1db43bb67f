using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace P2P.GraphQL.Demo.Clients;

/// <summary>One subscription over a WebSocket of its own, by <c>graphql-transport-ws</c>.</summary>
internal static class GraphQLSubscription
{
    /// <returns>The <c>data</c> of each event, until the server completes or the caller stops.</returns>
    /// <exception cref="InvalidOperationException">The server refused the subscription.</exception>
    public static async IAsyncEnumerable<JsonElement> OpenAsync(
        GraphQLClient client, string query, object? variables, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(client.Endpoint) { Scheme = "ws" }.Uri, cancellationToken);
        await SendAsync(socket, new { type = "connection_init", payload = new { authorization = $"Bearer {client.Token}" } }, cancellationToken);
        await SendAsync(socket, new { id = "1", type = "subscribe", payload = new { query, variables } }, cancellationToken);
        while (await ReceiveAsync(socket, cancellationToken) is { } message)
        {
            switch (message.GetProperty("type").GetString())
            {
                case "ping":
                    await SendAsync(socket, new { type = "pong" }, cancellationToken);
                    break;
                case "next" when message.GetProperty("payload").TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object:
                    yield return data;
                    break;
                case "next" or "error":
                    throw new InvalidOperationException($"The subscription failed: {message.GetProperty("payload")}");
                case "complete":
                    yield break;
            }
        }
    }

    private static Task SendAsync(ClientWebSocket socket, object message, CancellationToken cancellationToken) =>
        socket.SendAsync(
            JsonSerializer.SerializeToUtf8Bytes(message, GraphQLClient.Json), WebSocketMessageType.Text, true, cancellationToken);

    /// <returns><see langword="null"/> when the server has closed the socket.</returns>
    private static async Task<JsonElement?> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 << 10];
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
                return JsonDocument.Parse(message.ToArray()).RootElement;
            }
        }
    }
}
