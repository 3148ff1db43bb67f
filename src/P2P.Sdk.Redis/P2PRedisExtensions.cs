using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using P2P.Sdk;
using P2P.Sdk.Events;
using P2P.Sdk.Redis;
using StackExchange.Redis;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PRedisExtensions
{
    /// <summary>Carries events between nodes through Redis, and adds the health check <c>redis</c> (tag <c>ready</c>), which
    /// is degraded while Redis is away.</summary>
    /// <param name="connectionString">As StackExchange.Redis reads it: <c>host:6379,password=...,ssl=true</c>. With
    /// <c>channelPrefix=staging:</c> two systems share one Redis.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read, or names no server.</exception>
    public static P2PBuilder UseRedis(this P2PBuilder builder, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var redis = Read(connectionString);
        builder.Services
            .AddSingleton(services => new RedisEventStream(redis, services.GetRequiredService<ILogger<RedisEventStream>>()))
            .Replace(ServiceDescriptor.Singleton<IEventStream>(services => services.GetRequiredService<RedisEventStream>()))
            .AddSingleton<IHostedService>(services => services.GetRequiredService<RedisEventStream>())
            .AddHealthChecks().Add(new HealthCheckRegistration(
                "redis",
                services => new RedisHealth(services.GetRequiredService<RedisEventStream>()),
                HealthStatus.Degraded,
                ["ready"]));
        return builder;
    }

    private static ConfigurationOptions Read(string connectionString)
    {
        try
        {
            var redis = ConfigurationOptions.Parse(connectionString);
            if (redis.EndPoints.Count > 0)
            {
                redis.AbortOnConnectFail = true; // A failed first try is seen, and made again.
                redis.BacklogPolicy = BacklogPolicy.FailFast; // What waits, waits in a buffer that is bounded.
                redis.ReconnectRetryPolicy = new LinearRetry(1000);
                return redis;
            }
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or OverflowException)
        {
            // Its message may quote a piece of a password.
        }

        throw new ArgumentException(
            "The connection string of Redis is a list such as host:6379,password=...,ssl=true.", nameof(connectionString));
    }
}
