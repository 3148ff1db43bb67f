extern alias TwilioApp;

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.SimulatedCarrier;
using P2P.Sdk.Testing.Services;
using P2P.TestServers;
using P2P.TwilioStandIn;

namespace P2P.Sdk.Twilio.Tests.Sample;

/// <summary><c>samples/TwilioApp</c> as it is, on a port and a database file of its own, at an hour at which people may be
/// texted, with the stand-in for Twilio.</summary>
internal sealed class SampleApp : IAsyncDisposable
{
    public const string Number = "+13125550001";

    private const string Password = "correct horse battery";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p2p-sample-");
    private readonly WebApplicationFactory<TwilioApp::Program> _app;

    private SampleApp(StandIn twilio, StandInOptions account, int port)
    {
        Twilio = twilio;
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:P2P"] = $"Data Source={Path.Combine(_folder.FullName, "texting.db")}",
            ["AdminPassword"] = Password,
            ["Twilio:AccountSid"] = account.AccountSid,
            ["Twilio:AuthToken"] = account.AuthToken,
            ["Twilio:Numbers:0"] = Number,
            ["Twilio:ApiBaseAddress"] = twilio.BaseAddress,
            ["Twilio:WebhookBaseAddress"] = $"http://127.0.0.1:{port}",
        };
        _app = new WebApplicationFactory<TwilioApp::Program>().WithWebHostBuilder(host =>
        {
            foreach (var (key, value) in settings)
            {
                host.UseSetting(key, value);
            }

            host.ConfigureLogging(logging => logging.ClearProviders());
            host.ConfigureServices(services =>
                services.AddSingleton<IClock>(new SimulatedClock(ServiceWorld.Start, scale: 1)));
        });
        _app.UseKestrel(kestrel => kestrel.ListenLocalhost(port));
        _app.StartServer();
        Client = new() { BaseAddress = new($"http://127.0.0.1:{port}") };
    }

    public StandIn Twilio { get; }

    /// <summary>Whoever signed in last.</summary>
    public HttpClient Client { get; }

    public static async Task<SampleApp> StartAsync()
    {
        var port = FreePort.Next();
        var account = new StandInOptions { Numbers = [Number], InboundUrl = $"http://127.0.0.1:{port}/webhooks/twilio/inbound", EventDelay = 0 };
        return new(await StandIn.StartAsync(account), account, port);
    }

    public async Task SignInAdminAsync(string password = Password) =>
        Carry(await PostAsync("/admin/sign-in", new { password }));

    public async Task JoinAsync(string firstName)
    {
        Client.DefaultRequestHeaders.Authorization = null;
        var campaign = Assert.Single(await _app.Services.GetRequiredService<CampaignService>().ListAsync());
        Carry(await PostAsync(
            "/join", new { code = campaign.JoinCode, firstName, lastName = "Lee", email = "lee@example.org", phone = "+13125550188" }));
    }

    public async Task<JsonElement> PostAsync(string path, object? body = null, string? key = null) =>
        await ReadAsync(await AskAsync(path, body, key));

    public async Task<JsonElement> GetAsync(string path) => await ReadAsync(await Client.GetAsync(path));

    public async Task<HttpResponseMessage> AskAsync(string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { }) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Client.SendAsync(request);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }

    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await isSo())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Twilio.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Carry(JsonElement signedIn) => Client.DefaultRequestHeaders.Authorization =
        new AuthenticationHeaderValue("Bearer", signedIn.GetProperty("accessToken").GetString());
}
