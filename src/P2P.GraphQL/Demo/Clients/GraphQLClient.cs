using System.Net.Http.Headers;
using System.Text.Json;

namespace P2P.GraphQL.Demo.Clients;

/// <summary>One user's GraphQL client over HTTP, as any front end has one.</summary>
internal sealed class GraphQLClient(HttpClient http, Uri endpoint, string token)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Uri Endpoint => endpoint;

    public string Token => token;

    /// <returns>The answer's <c>data</c>.</returns>
    /// <exception cref="InvalidOperationException">The server answered with errors.</exception>
    public async Task<JsonElement> SendAsync(string query, object? variables, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = JsonContent.Create(new { query, variables }, options: Json),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/graphql-response+json"));
        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Json, cancellationToken);
        return body.TryGetProperty("errors", out var errors)
            ? throw new InvalidOperationException($"{endpoint} answered {(int)response.StatusCode}: {errors}")
            : body.GetProperty("data");
    }

    /// <summary>Sends a file to <c>POST /imports/{listName}</c>.</summary>
    /// <returns>The id of the import.</returns>
    public async Task<string> ImportAsync(string listName, Stream csv, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, $"/imports/{Uri.EscapeDataString(listName)}"))
        {
            Content = new StreamContent(csv),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Json, cancellationToken);
        return response.IsSuccessStatusCode
            ? answer.GetProperty("contactImport").GetProperty("id").GetString()!
            : throw new DemoFailedException($"The file was not taken. {answer.GetProperty("errors")[0].GetProperty("message").GetString()}");
    }
}
