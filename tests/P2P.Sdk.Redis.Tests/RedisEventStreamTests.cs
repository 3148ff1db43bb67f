using P2P.Sdk.Events;
using P2P.Sdk.Testing;
using P2P.TestServers;

namespace P2P.Sdk.Redis.Tests;

/// <summary>With Redis there: its own node's listeners notice nothing of it.</summary>
public sealed class ConnectedRedisEventStreamTests : RedisEventStreamContract
{
    protected override async Task<string> RedisAsync() => await SharedRedis.AloneAsync();
}

/// <summary>Without Redis: the same.</summary>
public sealed class LonelyRedisEventStreamTests : RedisEventStreamContract
{
    protected override Task<string> RedisAsync() => Task.FromResult($"127.0.0.1:{FreePort.Next()}");
}

public abstract class RedisEventStreamContract : EventStreamContract, IAsyncLifetime
{
    private RedisNode? _node;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }
    }

    protected abstract Task<string> RedisAsync();

    protected override async Task<IEventStream> CreateAsync()
    {
        _node = await RedisNode.StartAsync(await RedisAsync());
        if (this is ConnectedRedisEventStreamTests)
        {
            await _node.WhenConnectedAsync();
        }

        return _node.Events;
    }
}

internal static class SharedRedis
{
    /// <summary>A connection string whose events nobody else gets.</summary>
    public static async Task<string> AloneAsync() =>
        $"{(await RedisServer.SharedAsync()).ConnectionString},channelPrefix={Guid.CreateVersion7():N}:";
}
