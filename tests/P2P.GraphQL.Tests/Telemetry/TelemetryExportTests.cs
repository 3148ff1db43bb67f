using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using P2P.GraphQL.Tests.Hosting;

namespace P2P.GraphQL.Tests.Telemetry;

public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Traces_and_metrics_go_to_the_collector_that_is_configured()
    {
        var server = new ExportingServed();
        await server.InitializeAsync();
        var campaign = await server.CampaignAsync();
        await campaign.TextOneAsync(campaign.Volunteer, await campaign.ActionAsync(1));
        await server.DisposeAsync(); // What is not sent yet is sent as the server ends.

        Assert.Contains("Mutation.sendInitialMessage", server.Received("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("MessageSender.SendInitial", server.Received("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("p2p.texts.queued", server.Received("/v1/metrics"), StringComparison.Ordinal);
        foreach (var path in new[] { "/v1/traces", "/v1/metrics" })
        {
            Assert.DoesNotContain("Lopez", server.Received(path), StringComparison.Ordinal);
            Assert.DoesNotContain("will you come", server.Received(path), StringComparison.Ordinal);
        }
    }

    private sealed class ExportingServed : Served
    {
        private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
        private WebApplication _collector = null!;

        public string Received(string path) => string.Concat(_received.Where(one => one.Path == path).Select(one => one.Body));

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await _collector.DisposeAsync();
        }

        protected override async Task PrepareAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            _collector = builder.Build();
            _collector.MapPost("/v1/{kind}", async (HttpContext context) =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                _received.Enqueue(($"{context.Request.Path}", Encoding.Latin1.GetString(body.ToArray())));
            });
            await _collector.StartAsync();
            await File.WriteAllTextAsync(
                Path.Combine(Folder, "appsettings.json"),
                JsonSerializer.Serialize(new { Telemetry = new { Otlp = _collector.Urls.Single(), Protocol = "HttpProtobuf" } }));
        }
    }
}
