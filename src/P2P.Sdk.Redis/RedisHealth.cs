using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace P2P.Sdk.Redis;

/// <summary>Degraded without Redis, never failing: a node works without it.</summary>
internal sealed class RedisHealth(RedisEventStream events) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(events.IsConnected
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(
                context.Registration.FailureStatus, "Redis is away: what happens on other nodes is seen up to 5 seconds late."));
}
