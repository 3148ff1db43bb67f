using Microsoft.Extensions.Diagnostics.HealthChecks;
using P2P.Sdk.Messaging;

namespace P2P.GraphQL.Hosting;

/// <summary>Ready: the node's clock and the database's agree.</summary>
internal sealed class ClockHealth(NodeClock clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await clock.IsRightAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("The node's clock is more than 2 seconds off the database's: it hands no text over.");
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"The database does not tell its time ({failure.GetType().Name}).");
        }
    }
}
