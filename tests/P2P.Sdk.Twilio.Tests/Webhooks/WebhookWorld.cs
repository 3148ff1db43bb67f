using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using P2P.Sdk.Messaging;
using P2P.Sdk.Twilio.Webhooks;

namespace P2P.Sdk.Twilio.Tests.Webhooks;

/// <summary>An app that takes webhooks behind a proxy: its own address is not the one that Twilio signs.</summary>
internal sealed class WebhookWorld : IAsyncDisposable, ICarrierEventSink
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();

    private WebhookWorld(Action<TwilioOptions>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<ICarrierEventSink>(this);
        builder.Services.AddP2P().UseInMemory().UseTwilio(options =>
        {
            Account.Configure(options);
            configure?.Invoke(options);
        });
        _app = builder.Build();
        _app.MapTwilioWebhooks();
    }

    public List<CarrierEvent> Told { get; } = [];

    /// <summary>Whether the store is out of order.</summary>
    public bool KeepsNothing { get; set; }

    public static async Task<WebhookWorld> StartAsync(Action<TwilioOptions>? configure = null)
    {
        var world = new WebhookWorld(configure);
        await world._app.StartAsync();
        return world;
    }

    /// <param name="signed">The address that the signature is for; <see langword="null"/>: the public one.</param>
    public async Task<HttpStatusCode> PostAsync(
        string pathAndQuery, IEnumerable<KeyValuePair<string, string>> fields, string token = Account.Token, string? signed = null)
    {
        var form = fields.ToList();
        using var request = new HttpRequestMessage(HttpMethod.Post, _app.Urls.Single() + pathAndQuery)
        {
            Content = new FormUrlEncodedContent(form),
        };
        request.Headers.Add(TwilioSignature.Header, TwilioSignature.Sign(token, signed ?? Account.Public + pathAndQuery, form));
        return await SendAsync(request);
    }

    public async Task<HttpStatusCode> SendAsync(HttpRequestMessage request)
    {
        request.RequestUri = new(new Uri(_app.Urls.Single()), request.RequestUri!);
        using var response = await _client.SendAsync(request);
        return response.StatusCode;
    }

    public Task TellAsync(CarrierEvent carrierEvent, CancellationToken cancellationToken)
    {
        if (KeepsNothing)
        {
            throw new IOException("The disk is full.");
        }

        Told.Add(carrierEvent);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _app.DisposeAsync();
    }
}
