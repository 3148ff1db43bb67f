using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using P2P.TwilioStandIn;

namespace P2P.Sdk.Twilio.Tests.StandInStrictness;

/// <summary>Asks the stand-in by hand, as nothing of the adapter does.</summary>
internal sealed class StandInClient : IDisposable
{
    public const string Ours = "+16175550188";
    public const string Theirs = "+13125550142";

    private readonly HttpClient _http = new();

    public StandInClient(StandIn standIn, string? user = null, string? password = null)
    {
        var options = new StandInOptions();
        var pair = Encoding.UTF8.GetBytes($"{user ?? options.AccountSid}:{password ?? options.AuthToken}");
        _http.BaseAddress = new Uri(standIn.BaseAddress);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
    }

    public static string Api => $"/2010-04-01/Accounts/{new StandInOptions().AccountSid}";

    public static Dictionary<string, string> Good() => new() { ["To"] = Theirs, ["From"] = Ours, ["Body"] = "Hello" };

    public void Dispose() => _http.Dispose();

    public Task<(int Status, JsonElement Json)> CreateAsync(IEnumerable<KeyValuePair<string, string>> fields) =>
        PostAsync($"{Api}/Messages.json", new FormUrlEncodedContent(fields));

    public async Task<(int Status, JsonElement Json)> PostAsync(string path, HttpContent content)
    {
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        return await ReadAsync(response);
    }

    public async Task<(int Status, JsonElement Json)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(response);
    }

    private static async Task<(int, JsonElement)> ReadAsync(HttpResponseMessage response) =>
        ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
}
