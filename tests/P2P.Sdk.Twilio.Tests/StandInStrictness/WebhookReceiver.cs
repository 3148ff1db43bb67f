using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace P2P.Sdk.Twilio.Tests.StandInStrictness;

/// <summary>Receives webhooks and keeps them.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/hook", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            Calls.Enqueue((form.ToDictionary(f => f.Key, f => f.Value.ToString()), request.Headers["X-Twilio-Signature"].ToString()));
        });
    }

    public ConcurrentQueue<(Dictionary<string, string> Fields, string Signature)> Calls { get; } = new();

    public string Address => _app.Urls.First() + "/hook";

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    public IEnumerable<string> All(string field) => Calls.Select(c => c.Fields[field]);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
