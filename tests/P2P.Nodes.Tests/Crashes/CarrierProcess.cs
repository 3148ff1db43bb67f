using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using P2P.TestServers;
using P2P.TwilioStandIn.Messages;
using P2P.TwilioStandIn.Webhooks;

namespace P2P.Nodes.Tests.Crashes;

/// <summary>The carrier as a process of its own, which outlives the servers that are killed.</summary>
internal sealed class CarrierProcess : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly WatchedProcess _process;
    private readonly HttpClient _http;
    private readonly string _ledger;

    private CarrierProcess(WatchedProcess process, Uri root, string ledger)
    {
        (_process, Root, _ledger) = (process, root, ledger);
        _http = new HttpClient { BaseAddress = root };
    }

    public Uri Root { get; }

    public IReadOnlyList<LedgerEntry> Ledger => P2P.TwilioStandIn.Messages.Ledger.Read(_ledger);

    /// <param name="settings">Those of the stand-in, by name.</param>
    public static async Task<CarrierProcess> StartAsync(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var root = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var ledger = Path.Combine(folder, "ledger.jsonl");
        string[] command =
        [
            "dotnet", Path.Combine(AppContext.BaseDirectory, "P2P.TwilioStandIn.dll"),
            "--Urls", $"{root.Scheme}://{root.Authority}", "--Ledger", ledger, .. settings.SelectMany(s => new[] { $"--{s.Key}", s.Value }),
        ];
        var process = await WatchedProcess.StartAsync(command, folder, Path.Combine(folder, "stand-in.log"), CancellationToken.None);
        var standIn = new CarrierProcess(process, root, ledger);
        for (var patience = Patience.Token(); !await standIn.AnswersAsync(); await Task.Delay(20, patience))
        {
        }

        return standIn;
    }

    public async Task SetAsync(Script script, string? to = null)
    {
        using var answer = await _http.PutAsJsonAsync($"/control/scripts{(to is null ? "" : $"?to={Uri.EscapeDataString(to)}")}", script, Json);
        answer.EnsureSuccessStatusCode();
    }

    public async Task ClearScriptsAsync()
    {
        using var answer = await _http.DeleteAsync(new Uri("/control/scripts", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Somebody writes to one of our numbers; returns when the webhook was answered.</summary>
    public async Task<int> SendInboundAsync(InboundText text)
    {
        using var answer = await _http.PostAsJsonAsync("/control/inbound", text, Json);
        return await answer.Content.ReadFromJsonAsync<int>();
    }

    /// <summary>Waits until it has told of all that happened.</summary>
    public async Task WhenQuietAsync()
    {
        for (var patience = Patience.Token(); await _http.GetFromJsonAsync<int>("/control/pending") > 0; await Task.Delay(50, patience))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            await _process.KillAsync();
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await _http.GetFromJsonAsync<int>("/control/pending");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
