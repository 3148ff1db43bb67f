using Microsoft.EntityFrameworkCore;
using P2P.Sdk.EntityFrameworkCore.Sessions;

namespace P2P.Sdk.EntityFrameworkCore;

/// <summary>The tables of the database that a <c>Use...</c> method named: whether they are those of this version.</summary>
public sealed class DatabaseSchema
{
    private readonly Database _database;

    internal DatabaseSchema(Database database) => _database = database;

    /// <summary>The migrations that the database lacks, oldest first. All of them where it does not exist.</summary>
    public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken = default)
    {
        await using var context = _database.CreateContext();
        return [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
    }

    /// <summary>Brings the tables up to date; makes the database where it does not exist. Of several nodes one does it, the
    /// others wait.</summary>
    /// <returns>What was pending, oldest first.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken = default)
    {
        var pending = await PendingAsync(cancellationToken);
        await _database.MigrateAsync(cancellationToken);
        return pending;
    }
}
