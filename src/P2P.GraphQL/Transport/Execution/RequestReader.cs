using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using GraphQL;
using GraphQL.Transport;

namespace P2P.GraphQL.Transport.Execution;

/// <summary>Reads a GraphQL request from JSON, strictly: a parameter of another type is an error, and named.</summary>
internal sealed class RequestReader(IGraphQLTextSerializer serializer)
{
    /// <param name="fault">What is wrong, as a sentence.</param>
    public bool TryRead(
        ReadOnlyMemory<byte> json, [NotNullWhen(true)] out GraphQLRequest? request, [NotNullWhen(false)] out string? fault)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return TryRead(document.RootElement, out request, out fault);
        }
        catch (JsonException)
        {
            (request, fault) = (null, "The body is not JSON in UTF-8, or is nested deeper than 64 levels.");
            return false;
        }
    }

    /// <inheritdoc cref="TryRead(ReadOnlyMemory{byte}, out GraphQLRequest?, out string?)"/>
    public bool TryRead(
        JsonElement json, [NotNullWhen(true)] out GraphQLRequest? request, [NotNullWhen(false)] out string? fault)
    {
        request = null;
        fault = json.ValueKind == JsonValueKind.Object
            ? FaultIn(json, "query", JsonValueKind.String, required: !NamesDocument(json))
                ?? FaultIn(json, "documentId", JsonValueKind.String)
                ?? FaultIn(json, "operationName", JsonValueKind.String)
                ?? FaultIn(json, "variables", JsonValueKind.Object)
                ?? FaultIn(json, "extensions", JsonValueKind.Object)
            : "A GraphQL request is a JSON object; batches are not supported.";
        if (fault is not null)
        {
            return false;
        }

        try
        {
            request = new GraphQLRequest
            {
                Query = Find(json, "query")?.GetString(),
                DocumentId = Find(json, "documentId")?.GetString(),
                OperationName = Find(json, "operationName")?.GetString(),
                Variables = ReadInputs(Find(json, "variables")),
                Extensions = ReadInputs(Find(json, "extensions")),
            };
            return true;
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            fault = "The request holds text that is not valid UTF-8 or UTF-16, or a number that is out of range.";
            return false;
        }
    }

    /// <summary>Reads the request of a GET, in which objects are JSON text.</summary>
    public bool TryRead(
        IQueryCollection query, [NotNullWhen(true)] out GraphQLRequest? request, [NotNullWhen(false)] out string? fault)
    {
        request = null;
        fault = null;
        string? parameter = null;
        try
        {
            var (document, id) = (query["query"].ToString(), query["documentId"].ToString());
            if (document.Length == 0 && id.Length == 0 && query["extensions"].Count == 0)
            {
                fault = "The parameter 'query' is missing.";
                return false;
            }

            request = new GraphQLRequest
            {
                Query = document.Length > 0 ? document : null,
                DocumentId = id.Length > 0 ? id : null,
                OperationName = query["operationName"].ToString() is { Length: > 0 } name ? name : null,
                Variables = ReadInputs(query[parameter = "variables"].ToString()),
                Extensions = ReadInputs(query[parameter = "extensions"].ToString()),
            };
            return true;
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            fault = $"The parameter '{parameter}' is not a JSON object.";
            return false;
        }
    }

    private Inputs? ReadInputs(string json)
    {
        if (json.Length == 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Null
            ? ReadInputs(document.RootElement)
            : throw new JsonException();
    }

    private Inputs? ReadInputs(JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } element ? serializer.ReadNode<Inputs>(element) : null;

    /// <summary>Whether a persisted operation is asked for, by its id or as Apollo's clients do.</summary>
    private static bool NamesDocument(JsonElement json) =>
        Find(json, "documentId") is not null
        || (Find(json, "extensions") is { ValueKind: JsonValueKind.Object } extensions && Find(extensions, "persistedQuery") is not null);

    private static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? FaultIn(JsonElement json, string name, JsonValueKind kind, bool required = false) =>
        Find(json, name) is { } value
            ? value.ValueKind == kind ? null : $"The parameter '{name}' must be {(kind == JsonValueKind.String ? "a string" : "an object")}."
            : required ? $"The parameter '{name}' is missing." : null;

    private static bool IsUnreadable(Exception exception) =>
        exception is JsonException or InvalidOperationException or FormatException or OverflowException or ArgumentException;
}
