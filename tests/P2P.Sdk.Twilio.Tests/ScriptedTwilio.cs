using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace P2P.Sdk.Twilio.Tests;

/// <summary>A server that answers each request as the test says, and keeps what was asked.</summary>
internal sealed class ScriptedTwilio : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<AskedTwilio> _asked = new();

    private ScriptedTwilio(Func<HttpContext, AskedTwilio, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async context =>
        {
            var asked = new AskedTwilio(
                context.Request.Method,
                context.Request.Path.Value + context.Request.QueryString.Value,
                context.Request.HasFormContentType
                    ? [.. (await context.Request.ReadFormAsync()).SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")))]
                    : [],
                context.Request.Headers.Authorization.ToString());
            _asked.Enqueue(asked);
            await answer(context, asked);
        });
    }

    public Uri Address => new(_app.Urls.Single());

    public IReadOnlyList<AskedTwilio> Asked => [.. _asked];

    public static async Task<ScriptedTwilio> StartAsync(Func<HttpContext, AskedTwilio, Task> answer)
    {
        var twilio = new ScriptedTwilio(answer);
        await twilio._app.StartAsync();
        return twilio;
    }

    /// <summary>One that answers everything alike.</summary>
    public static Task<ScriptedTwilio> StartAsync(int status, string json, Action<IHeaderDictionary>? headers = null) =>
        StartAsync((context, _) => AnswerAsync(context, status, json, headers));

    public static Task AnswerAsync(HttpContext context, int status, string json, Action<IHeaderDictionary>? headers = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        headers?.Invoke(context.Response.Headers);
        return context.Response.WriteAsync(json);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal sealed record AskedTwilio(
    string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Form, string Authorization);
