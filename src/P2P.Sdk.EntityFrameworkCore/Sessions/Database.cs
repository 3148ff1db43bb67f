using Microsoft.EntityFrameworkCore;

namespace P2P.Sdk.EntityFrameworkCore.Sessions;

/// <summary>Runs transactions. What it is given may run more than once, and must keep nothing from an earlier run.</summary>
internal abstract class Database
{
    /// <summary>The model, and what EF Core does as it comes: migrations.</summary>
    public abstract P2PDbContext CreateContext();

    /// <summary>Brings the tables up to date. Of several nodes one does it, the others wait.</summary>
    public virtual async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = CreateContext();
        await context.Database.MigrateAsync(cancellationToken);
    }

    /// <summary>Reads at one moment.</summary>
    public abstract Task<T> ReadAsync<T>(Func<Session, ValueTask<T>> read, CancellationToken cancellationToken);

    /// <summary>How long a search may take.</summary>
    public TimeSpan LongestSearch { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Reads what somebody's filter asks for, for so long as searches may take.</summary>
    /// <exception cref="SearchTooBroadException">It took longer.</exception>
    public abstract Task<T> SearchAsync<T>(Func<Session, ValueTask<T>> read, CancellationToken cancellationToken);

    /// <summary>Writes in one transaction, whole or, where it throws, not at all.</summary>
    public abstract Task<T> WriteAsync<T>(Func<Session, ValueTask<T>> write, CancellationToken cancellationToken);

    public Task WriteAsync(Func<Session, ValueTask> write, CancellationToken cancellationToken) =>
        WriteAsync<object?>(
            async session =>
            {
                await write(session);
                return null;
            },
            cancellationToken);
}
