using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;

namespace P2P.Sdk.Redis.Tests;

/// <summary>One node's stream, as an app registers it, with all that it logs.</summary>
internal sealed class RedisNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private RedisNode(ServiceProvider services, RecordingLogs logs) => (_services, Logs) = (services, logs);

    public RedisEventStream Events => _services.GetRequiredService<RedisEventStream>();

    public RecordingLogs Logs { get; }

    /// <param name="redis">A connection string.</param>
    public static async Task<RedisNode> StartAsync(string redis)
    {
        var logs = new RecordingLogs();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(logs));
        services.AddP2P().UseInMemory().UseRedis(redis);
        var node = new RedisNode(services.BuildServiceProvider(), logs);
        Assert.Same(node.Events, node._services.GetRequiredService<IEventStream>());
        await node.Events.StartAsync(default);
        return node;
    }

    public async Task WhenConnectedAsync(bool connected = true)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Events.IsConnected != connected)
        {
            await Task.Delay(10, patience.Token);
        }
    }

    public async Task<HealthReport> HealthAsync() => await _services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    public async ValueTask DisposeAsync()
    {
        await Events.StopAsync(default);
        await _services.DisposeAsync();
    }

    internal sealed class RecordingLogs : ILoggerProvider, ILogger
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add($"{logLevel}: {formatter(state, exception)}");
            }
        }

        public void Dispose()
        {
        }
    }
}
