using Microsoft.Net.Http.Headers;

namespace P2P.GraphQL.Transport.Http;

/// <summary>The forms that a response can have.</summary>
internal enum ResponseForm
{
    /// <summary><c>application/json</c>: any answer to a well-formed request is 200.</summary>
    Json,

    /// <summary><c>application/graphql-response+json</c>: the status code tells what happened.</summary>
    GraphQLResponse,

    /// <summary><c>text/event-stream</c>: GraphQL over Server-Sent Events.</summary>
    EventStream,
}

/// <summary>Which form a request's Accept header asks for.</summary>
internal static class MediaType
{
    public const string Json = "application/json";
    public const string GraphQLResponse = "application/graphql-response+json";
    public const string EventStream = "text/event-stream";

    /// <returns><see langword="null"/> if the server has none of what is accepted.</returns>
    /// <remarks>Without the header, and for any type, JSON: clients older than the other two ask that way.</remarks>
    public static ResponseForm? Negotiate(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
        {
            return request.Headers.Accept.Count == 0 ? ResponseForm.Json : null;
        }

        return accepted
            .Where(type => type.Quality is not 0)
            .OrderByDescending(type => type.Quality ?? 1)
            .Select(FormOf)
            .FirstOrDefault(form => form is not null);
    }

    private static ResponseForm? FormOf(MediaTypeHeaderValue type) =>
        type.Charset is { Length: > 0, Value: { } charset } && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? null
            : type.MediaType.Value?.ToLowerInvariant() switch
            {
                GraphQLResponse => ResponseForm.GraphQLResponse,
                EventStream => ResponseForm.EventStream,
                Json or "application/*" or "*/*" => ResponseForm.Json,
                _ => null,
            };
}
