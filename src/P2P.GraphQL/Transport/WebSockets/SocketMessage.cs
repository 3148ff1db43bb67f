using System.Text.Json;

namespace P2P.GraphQL.Transport.WebSockets;

/// <summary>A client's message of <c>graphql-transport-ws</c>.</summary>
/// <param name="Payload">Undefined where there is none. It outlives the text that it was read from.</param>
internal sealed record SocketMessage(string Type, string? Id, JsonElement Payload)
{
    public const string Protocol = "graphql-transport-ws";
    public const string ConnectionInit = "connection_init";
    public const string ConnectionAck = "connection_ack";
    public const string Ping = "ping";
    public const string Pong = "pong";
    public const string Subscribe = "subscribe";
    public const string Next = "next";
    public const string Error = "error";
    public const string Complete = "complete";

    /// <exception cref="SocketClosingException">The text is no message of the protocol.</exception>
    public static SocketMessage Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || TextOf(root, "type") is not { } type)
            {
                throw Bad("A message is a JSON object with a 'type'.");
            }

            return new SocketMessage(
                type, TextOf(root, "id"), root.TryGetProperty("payload", out var payload) ? payload.Clone() : default);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Bad("The message is not JSON in UTF-8.");
        }
    }

    public static SocketClosingException Bad(string reason) => new(CloseCode.BadRequest, reason);

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
