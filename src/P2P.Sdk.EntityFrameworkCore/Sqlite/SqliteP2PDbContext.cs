using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace P2P.Sdk.EntityFrameworkCore.Sqlite;

/// <summary>The tables on SQLite, which knows neither ids nor times.</summary>
internal sealed class SqliteP2PDbContext(DbContextOptions<SqliteP2PDbContext> options) : P2PDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Guid>().HaveConversion<GuidToBytes>();
        configurationBuilder.Properties<Instant>().HaveConversion<InstantToTicks>();
    }

    /// <summary>Big-endian, so that blobs sort as the ids do.</summary>
    internal sealed class GuidToBytes() : ValueConverter<Guid, byte[]>(
        id => id.ToByteArray(true), bytes => new Guid(bytes, true));

    /// <summary>Units of 100 ns since 1970, as the cursors and orders of the SDK count.</summary>
    internal sealed class InstantToTicks() : ValueConverter<Instant, long>(
        instant => instant.ToUnixTimeTicks(), ticks => Instant.FromUnixTimeTicks(ticks));
}
