using Microsoft.Extensions.Hosting;

namespace P2P.Sdk.EntityFrameworkCore.Sessions;

/// <summary>Before any other service of the host starts: brings the tables up to date, or says that they are not.</summary>
/// <param name="method">The method that registered the database, to say it by.</param>
internal sealed class SchemaAtStart(DatabaseSchema schema, string method, bool migrate) : IHostedLifecycleService
{
    /// <exception cref="PendingMigrationsException">Tables are missing or older than this version, and may not be changed.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (migrate)
        {
            await schema.MigrateAsync(cancellationToken);
        }
        else if (await schema.PendingAsync(cancellationToken) is { Count: > 0 } pending)
        {
            throw new PendingMigrationsException(pending, method);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
