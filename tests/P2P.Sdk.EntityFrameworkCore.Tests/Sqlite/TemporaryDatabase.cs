using Microsoft.EntityFrameworkCore;
using P2P.Sdk.EntityFrameworkCore.Sqlite;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;

/// <summary>A database file of its own, with its tables, gone when disposed.</summary>
public sealed class TemporaryDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p2p-");

    private TemporaryDatabase() => Database = new(SqliteDatabase.Check(ConnectionString));

    public string ConnectionString => $"Data Source={Path.Combine(_folder.FullName, "p2p.db")}";

    internal SqliteDatabase Database { get; }

    public static async Task<TemporaryDatabase> CreateAsync()
    {
        var temporary = new TemporaryDatabase();
        await using var context = temporary.Database.CreateContext();
        await context.Database.MigrateAsync();
        return temporary;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
