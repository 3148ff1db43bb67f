using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>Sessions of a PostgreSQL database, for the stores that run on any database.</summary>
/// <param name="time">For leases and deadlines: see <see cref="PostgresClock"/>.</param>
internal sealed class PostgresSessions(PostgresDatabase database, TimeProvider time) : Database
{
    private const int Tries = 4; // The first, and three more.

    private readonly RowMaps _maps = MapsOf(database);
    private readonly PostgresClock _clock = new(time);

    public override P2PDbContext CreateContext() => database.CreateContext();

    /// <remarks>EF Core's own lock on PostgreSQL ends with each migration: two nodes would both begin the second.</remarks>
    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = CreateContext();
        if (!await context.Database.CanConnectAsync(cancellationToken))
        {
            await base.MigrateAsync(cancellationToken); // Makes the database first.
            return;
        }

        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({LockName.Migrations.Key})", cancellationToken);
        try
        {
            await context.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            await context.Database.ExecuteSqlAsync(
                $"SELECT pg_advisory_unlock({LockName.Migrations.Key})", CancellationToken.None);
        }
    }

    public override Task<T> ReadAsync<T>(Func<Session, ValueTask<T>> read, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async (connection, cancelled) => await read(new PostgresSession(connection, _maps, _clock, cancelled)),
            cancellationToken);

    public override async Task<T> SearchAsync<T>(Func<Session, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        var milliseconds = LongestSearch.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        try
        {
            return await ReadAsync(
                async session =>
                {
                    await session.ExecuteAsync($"SELECT set_config('statement_timeout', {milliseconds}, true)");
                    return await read(session);
                },
                cancellationToken);
        }
        catch (PostgresException exception) when (
            exception.SqlState == PostgresErrorCodes.QueryCanceled && !cancellationToken.IsCancellationRequested)
        {
            throw new SearchTooBroadException(exception);
        }
    }

    public override async Task<T> WriteAsync<T>(Func<Session, ValueTask<T>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.WriteAsync(
                    async (connection, cancelled) => await write(new PostgresSession(connection, _maps, _clock, cancelled)),
                    cancellationToken);
            }
            catch (PostgresException exception) when (
                attempt < Tries && exception.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Whoever inserts looks first: another was quicker in between, and is seen next time.
            }
        }
    }

    private static RowMaps MapsOf(PostgresDatabase database)
    {
        using var context = database.CreateContext();
        return new RowMaps(context.Model, new PostgresValues());
    }
}
