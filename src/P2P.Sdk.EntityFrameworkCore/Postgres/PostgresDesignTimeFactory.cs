using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace P2P.Sdk.EntityFrameworkCore.Postgres;

/// <summary>Gives <c>dotnet ef migrations</c> the model; it opens no database.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresP2PDbContext>
{
    public PostgresP2PDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<PostgresP2PDbContext>().UseNpgsql("Host=design-time", npgsql => npgsql.UseNodaTime()).Options);
}
