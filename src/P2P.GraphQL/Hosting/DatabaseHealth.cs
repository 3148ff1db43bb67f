using Microsoft.Extensions.Diagnostics.HealthChecks;
using P2P.Sdk.EntityFrameworkCore;

namespace P2P.GraphQL.Hosting;

/// <summary>Ready: the database answers, and its tables are those of this version.</summary>
/// <param name="schema"><see langword="null"/> where everything is in memory.</param>
internal sealed class DatabaseHealth(DatabaseSchema? schema) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (schema is null)
        {
            return HealthCheckResult.Healthy();
        }

        try
        {
            var pending = await schema.PendingAsync(cancellationToken);
            return pending.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"The database lacks {pending.Count} migration(s).");
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"The database does not answer ({failure.GetType().Name}).");
        }
    }
}
