using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace P2P.Sdk.Webhooks.Tests;

/// <summary>A program that is told: a real server, which does with a delivery what a test says, and 204 else.</summary>
public sealed class Receiver : IAsyncLifetime
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly List<Delivery> _deliveries = [];
    private readonly Queue<Func<HttpContext, Task>> _orders = [];
    private WebApplication _app = null!;

    public Uri Url => new(_app.Urls.First() + "/hooks/p2p");

    /// <summary>All that came with a good signature, in order.</summary>
    public IReadOnlyList<Delivery> Deliveries
    {
        get
        {
            lock (_deliveries)
            {
                return [.. _deliveries];
            }
        }
    }

    public int Forged { get; private set; }

    public void Clear()
    {
        lock (_deliveries)
        {
            _deliveries.Clear();
            _orders.Clear();
            Forged = 0;
        }
    }

    /// <summary>What is answered to the next delivery that has no order yet.</summary>
    public void Order(int status, string? retryAfter = null) => Order(http =>
    {
        http.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            http.Response.Headers.RetryAfter = retryAfter;
        }

        return Task.CompletedTask;
    });

    /// <summary>The next delivery is taken, and its connection is cut instead of an answer.</summary>
    public void OrderCut() => Order(http =>
    {
        http.Abort();
        return Task.CompletedTask;
    });

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/hooks/p2p", TakeAsync);
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    private void Order(Func<HttpContext, Task> order)
    {
        lock (_deliveries)
        {
            _orders.Enqueue(order);
        }
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var stream = new MemoryStream();
        await http.Request.Body.CopyToAsync(stream);
        var headers = http.Request.Headers;
        string Header(string name) => headers[name].ToString();
        Func<HttpContext, Task> order = context => Task.FromResult(context.Response.StatusCode = 204);
        lock (_deliveries)
        {
            // By the sender's clock, which tests move.
            var now = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Header(WebhookSignature.TimestampHeader), null));
            if (http.Request.ContentType == "application/json" && WebhookSignature.Verify(
                [Secret], Header(WebhookSignature.IdHeader), Header(WebhookSignature.TimestampHeader),
                Header(WebhookSignature.SignatureHeader), stream.ToArray(), now))
            {
                _deliveries.Add(new(
                    Header(WebhookSignature.IdHeader), Header(WebhookSignature.SignatureHeader).Split(' ').Length,
                    JsonDocument.Parse(stream.ToArray()).RootElement));
            }
            else
            {
                Forged++;
            }

            order = _orders.TryDequeue(out var ordered) ? ordered : order;
        }

        await order(http);
    }
}

/// <param name="Signatures">How many it had.</param>
public sealed record Delivery(string Id, int Signatures, JsonElement Body)
{
    public string Type => Body.GetProperty("type").GetString()!;

    public string Contact => Body.GetProperty("contact").GetProperty("id").GetString()!;

    public IEnumerable<string?> TagsGiven => Body.GetProperty("tagsGiven").EnumerateArray().Select(tag => tag.GetString());
}
