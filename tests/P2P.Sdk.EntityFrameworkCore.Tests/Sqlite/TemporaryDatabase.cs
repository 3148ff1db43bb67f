using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using P2P.Sdk.EntityFrameworkCore.Sqlite;

namespace P2P.Sdk.EntityFrameworkCore.Tests.Sqlite;

/// <summary>A database file of its own, with empty tables, gone when disposed.</summary>
public sealed class TemporaryDatabase : IDisposable
{
    // Migrating takes longer than most tests: done once, then copied.
    private static readonly Lazy<byte[]> Empty = new(Migrate);

    private readonly DirectoryInfo _folder;

    /// <param name="inMemory">Whether the file may lie where nothing waits for a disk, on systems that have such a place: for
    /// tests of many small commits that are not about power cuts.</param>
    public TemporaryDatabase(bool inMemory = false)
    {
        const string Memory = "/dev/shm";
        _folder = inMemory && Directory.Exists(Memory)
            ? Directory.CreateDirectory(Path.Combine(Memory, $"p2p-{Path.GetRandomFileName()}"))
            : Directory.CreateTempSubdirectory("p2p-");
        var file = Path.Combine(_folder.FullName, "p2p.db");
        File.WriteAllBytes(file, Empty.Value);
        ConnectionString = $"Data Source={file}";
    }

    public string ConnectionString { get; }

    internal SqliteDatabase Open() => new(SqliteDatabase.Check(ConnectionString));

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Migrate()
    {
        var folder = Directory.CreateTempSubdirectory("p2p-");
        try
        {
            var file = Path.Combine(folder.FullName, "p2p.db");
            using (var context = new SqliteP2PDbContext(
                new DbContextOptionsBuilder<SqliteP2PDbContext>().UseSqlite($"Data Source={file};Pooling=False").Options))
            {
                context.Database.Migrate();
            }

            using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
                command.ExecuteNonQuery();
            }

            return File.ReadAllBytes(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
