using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace P2P.Sdk.EntityFrameworkCore.Sessions;

/// <summary>Before any other service of the host starts: brings the tables up to date, or says that they are not.</summary>
/// <param name="method">The method that registered the database, to say it by.</param>
internal sealed class SchemaAtStart(Database database, string method, bool migrate) : IHostedLifecycleService
{
    /// <exception cref="InvalidOperationException">Tables are missing or older than this version, and may not be changed.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        if (migrate)
        {
            await context.Database.MigrateAsync(cancellationToken);
            return;
        }

        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            throw new InvalidOperationException(
                $"The database lacks {pending.Count} migration(s), the first of them {pending[0]}. "
                + $"Apply them before the start, or ask for it: {method}(connectionString, migrateAtStart: true).");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
