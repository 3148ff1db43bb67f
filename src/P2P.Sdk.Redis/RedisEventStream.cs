using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;
using StackExchange.Redis;

namespace P2P.Sdk.Redis;

/// <summary>
/// Events of all nodes. Those of this node are heard here at once, whatever Redis does; Redis carries them to the others, and
/// theirs here, as long as it can. Nothing waits for it, and it may be away at the start, for a while, or for good.
/// </summary>
internal sealed partial class RedisEventStream : BackgroundService, IEventStream
{
    /// <summary>Of events that wait for Redis: under 1 MB. What is older has been read again by then.</summary>
    public const int MostWaiting = 10_000;

    /// <summary>One message of at most 25 kB.</summary>
    private const int MostInOne = 500;

    /// <summary>One for all campaigns: every node works for all of them, and one message then carries a busy moment of many.</summary>
    private static readonly RedisChannel AllNodes = RedisChannel.Literal("p2p:events");

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    private static readonly Meter Meter = new(P2P.Sdk.Telemetry.P2PTelemetry.Name);
    private static readonly Counter<long> DroppedEvents = Meter.CreateCounter<long>(
        "p2p.events.dropped", "{event}", "Events that other nodes did not get because Redis was away or too slow.");

    private readonly EventStream _here = new();
    private readonly Guid _node = Guid.CreateVersion7();
    private readonly ConfigurationOptions _redis;
    private readonly ILogger<RedisEventStream> _logger;
    private readonly Channel<P2PEvent> _waiting;
    private ConnectionMultiplexer? _connection;
    private long _dropped;
    private int _away;
    private int _strangers;

    public RedisEventStream(ConfigurationOptions redis, ILogger<RedisEventStream> logger)
    {
        (_redis, _logger) = (redis, logger);
        _waiting = Channel.CreateBounded<P2PEvent>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true }, Drop);
    }

    /// <summary>Whether events come and go.</summary>
    public bool IsConnected => _connection is { IsConnected: true } connection && connection.GetSubscriber().IsConnected(AllNodes);

    /// <summary>Events that other nodes never get.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Publish(P2PEvent happened)
    {
        _here.Publish(happened);
        _waiting.Writer.TryWrite(happened);
    }

    public IEventSubscription Subscribe(Func<P2PEvent, bool> interested) => _here.Subscribe(interested);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var connection = await ConnectAsync(stoppingToken);
            await SendAsync(connection.GetSubscriber(), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            _connection = null;
        }
    }

    /// <summary>Tries until it works once; from then on the connection comes back by itself, subscription included.</summary>
    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            ConnectionMultiplexer? connection = null;
            try
            {
                connection = await ConnectionMultiplexer.ConnectAsync(_redis).WaitAsync(stoppingToken);
                var messages = await connection.GetSubscriber().SubscribeAsync(AllNodes).WaitAsync(stoppingToken);
                messages.OnMessage(message => Receive(message.Message));
                connection.ConnectionFailed += (_, failed) => Lost(failed.Exception);
                connection.ConnectionRestored += (_, _) => Found();
                _connection = connection;
                Found();
                return connection;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Lost(failure);
            }
            finally
            {
                if (_connection is null && connection is not null)
                {
                    await connection.DisposeAsync();
                }
            }

            await Task.Delay(BetweenTries, stoppingToken);
        }
    }

    private async Task SendAsync(ISubscriber redis, CancellationToken stoppingToken)
    {
        var batch = new HashSet<P2PEvent>(); // The same twice in a batch tells nothing more.
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            while (batch.Count < MostInOne && _waiting.Reader.TryRead(out var happened))
            {
                batch.Add(happened);
            }

            var message = EventWire.Write(_node, batch);
            while (!await TrySendAsync(redis, message))
            {
                await Task.Delay(BetweenTries, stoppingToken); // Meanwhile the oldest of those that wait are dropped.
            }

            batch.Clear();
        }
    }

    private async Task<bool> TrySendAsync(ISubscriber redis, byte[] message)
    {
        try
        {
            await redis.PublishAsync(AllNodes, message);
            Found();
            return true;
        }
        catch (Exception failure)
        {
            Lost(failure); // It may have arrived; twice does no harm.
            return false;
        }
    }

    private void Receive(byte[]? message)
    {
        if (EventWire.Read(message) is not { } read)
        {
            if (Interlocked.Exchange(ref _strangers, 1) == 0)
            {
                StrangerHeard(_logger, EventWire.Version);
            }
        }
        else if (read.Node != _node)
        {
            foreach (var happened in read.Events)
            {
                _here.Publish(happened);
            }
        }
    }

    private void Drop(P2PEvent happened)
    {
        Interlocked.Increment(ref _dropped);
        DroppedEvents.Add(1);
    }

    private void Lost(Exception? failure)
    {
        if (Interlocked.Exchange(ref _away, 1) == 0)
        {
            RedisLost(_logger, failure?.GetType().Name ?? "the connection ended");
        }
    }

    private void Found()
    {
        if (IsConnected && Interlocked.Exchange(ref _away, 0) == 1)
        {
            RedisFound(_logger, Dropped);
        }
    }

    // No exception's message: one of a client may hold what it was configured with.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis is away ({Reason}): what happens on other nodes is seen here up to "
        + "5 seconds late, and the reverse. Nothing else changes. It is tried again until it is back.")]
    private static partial void RedisLost(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis is back. Since the start {Dropped} events were dropped.")]
    private static partial void RedisFound(ILogger logger, long dropped);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Another node sends events that are not of version {Version}: they are "
        + "ignored, and what happens there is seen here up to 5 seconds late. This is told once.")]
    private static partial void StrangerHeard(ILogger logger, byte version);
}
