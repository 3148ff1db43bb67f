using Microsoft.Extensions.Diagnostics.HealthChecks;
using P2P.Sdk.EntityFrameworkCore;

namespace P2P.GraphQL.Hosting;

/// <summary>Ready: the database answers, and its tables are those of this version.</summary>
/// <remarks>Anybody may ask, and as often as they like: all who ask within a second get one answer, and take one connection.</remarks>
/// <param name="schema"><see langword="null"/> where everything is in memory.</param>
internal sealed class DatabaseHealth(DatabaseSchema? schema, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Answers = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private (Task<HealthCheckResult> Answer, long At)? _last;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_last is not { } last || (last.Answer.IsCompleted && time.GetElapsedTime(last.At) >= Answers))
            {
                _last = last = (Task.Run(AskAsync, CancellationToken.None), time.GetTimestamp());
            }

            return last.Answer.WaitAsync(cancellationToken);
        }
    }

    private async Task<HealthCheckResult> AskAsync()
    {
        if (schema is null)
        {
            return HealthCheckResult.Healthy();
        }

        using var patience = new CancellationTokenSource(Longest, time);
        try
        {
            var pending = await schema.PendingAsync(patience.Token).WaitAsync(patience.Token);
            return pending.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"The database lacks {pending.Count} migration(s).");
        }
        catch (Exception failure)
        {
            return HealthCheckResult.Unhealthy($"The database does not answer ({failure.GetType().Name}).");
        }
    }
}
