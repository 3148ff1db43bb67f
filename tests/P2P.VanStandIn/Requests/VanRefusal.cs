using System.Text.Json.Nodes;

namespace P2P.VanStandIn.Requests;

/// <summary>A request that the service refuses.</summary>
internal sealed class VanRefusal(int status, string code, string text, params string[] properties) : Exception(text)
{
    public Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = status;
        return response.WriteAsJsonAsync(new JsonObject
        {
            ["errors"] = new JsonArray(new JsonObject
            {
                ["code"] = code,
                ["text"] = Message,
                ["properties"] = new JsonArray([.. properties.Select(p => JsonValue.Create(p))]),
                ["referenceCode"] = "2c0f3a91",
            }),
        });
    }

    public static VanRefusal Invalid(string text, params string[] properties) => new(400, "INVALID_PARAMETER", text, properties);

    public static VanRefusal NotFound(string text) => new(404, "NOT_FOUND", text);
}
