using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace P2P.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>Gives <c>dotnet ef migrations</c> the model; it opens no database.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteP2PDbContext>
{
    public SqliteP2PDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteP2PDbContext>().UseSqlite("Data Source=design-time.db").Options);
}
