using System.Text;
using System.Text.Json;

namespace P2P.Benchmarks.Load.Http;

/// <summary>Requests as the bytes that go over the wire, made before the clock runs.</summary>
internal static class HttpRequest
{
    public static byte[] GraphQL(string token, string document, object? variables = null) => Post(
        "/graphql", "application/json", JsonSerializer.SerializeToUtf8Bytes(new { query = document, variables }), token);

    public static byte[] Post(string path, string type = "application/json", byte[]? body = null, string? token = null, string headers = "")
    {
        body ??= "{}"u8.ToArray();
        var head = $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {type}\r\nAccept: application/json\r\n"
            + (token is null ? "" : $"Authorization: Bearer {token}\r\n") + headers + $"Content-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    public static byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
}
