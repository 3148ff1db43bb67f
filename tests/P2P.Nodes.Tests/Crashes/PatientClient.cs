using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>Asks a server as one person, and again for as long as it does not answer.</summary>
internal sealed class PatientClient : IDisposable
{
    private readonly HttpClient _http;

    public PatientClient(Uri root, string token)
    {
        _http = new HttpClient { BaseAddress = root, Timeout = TimeSpan.FromSeconds(40) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>How many tries had no answer, or one that says that the server could not.</summary>
    public int Failures { get; private set; }

    /// <returns>The data, or <see langword="null"/> where no answer came or it says that the server could not.</returns>
    public async Task<JsonElement?> TryAsync(string query, object? variables, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.PostAsJsonAsync("/graphql", new { query, variables }, cancellationToken);
            var json = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (json.TryGetProperty("errors", out var errors) && !IsTheServers(errors))
            {
                Assert.Fail($"{query} is answered with {errors}");
            }

            return json.TryGetProperty("errors", out _) ? null : json.GetProperty("data");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <summary>Asks until there is an answer.</summary>
    public async Task<JsonElement> AskAsync(string query, object? variables = null, CancellationToken cancellationToken = default)
    {
        // Long: on a busy machine servers are killed faster than they start.
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Patience.Token(seconds: 600)).Token;
        while (true)
        {
            if (await TryAsync(query, variables, patience) is { } data)
            {
                return data;
            }

            Failures++;
            await Task.Delay(50, patience);
        }
    }

    /// <summary>A mutation's payload.</summary>
    public async Task<JsonElement> MutateAsync(
        string name, string type, object input, string fields, CancellationToken cancellationToken = default) =>
        (await AskAsync(
            $"mutation($input: {type}!) {{ {name}(input: $input) {{ {fields} errors {{ code message path }} }} }}",
            new { input },
            cancellationToken)).GetProperty(name);

    /// <summary>A mutation's payload without refusals.</summary>
    public async Task<JsonElement> DoAsync(string name, string type, object input, string fields)
    {
        var payload = await MutateAsync(name, type, input, fields);
        Assert.True(payload.GetProperty("errors").GetArrayLength() == 0, $"{name}: {payload}");
        return payload;
    }

    public void Dispose() => _http.Dispose();

    private static bool IsTheServers(JsonElement errors) => errors.EnumerateArray().All(error =>
        error.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("code", out var code)
        && code.GetString() is "INTERNAL" or "TIMEOUT");
}
