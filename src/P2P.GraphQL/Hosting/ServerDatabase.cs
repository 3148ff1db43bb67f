using P2P.Sdk;

namespace P2P.GraphQL.Hosting;

/// <summary>Where a server keeps what it knows, and how its nodes hear of each other.</summary>
internal static class ServerDatabase
{
    public static P2PBuilder UseStores(this P2PBuilder p2p, ServerOptions options, IConfiguration configuration)
    {
        if (PostgresOf(options, configuration) is { } postgres)
        {
            return UsePostgres(p2p, postgres);
        }

        return options.Database is { } file
            ? p2p.UseSqlite($"Data Source={file}", migrateAtStart: true)
            : p2p.UseInMemory();
    }

    /// <summary>Photos go where they are told to, else where the stores keep them.</summary>
    public static P2PBuilder UseBlobs(this P2PBuilder p2p, ServerOptions options, IConfiguration configuration) =>
        NotEmpty(options.Blobs ?? configuration["Blobs"]) is { } folder ? p2p.UseBlobFolder(folder) : p2p;

    public static P2PBuilder UseNodes(this P2PBuilder p2p, ServerOptions options, IConfiguration configuration)
    {
        if (NotEmpty(options.Redis ?? configuration.GetConnectionString("Redis")) is not { } redis)
        {
            return p2p;
        }

        try
        {
            return p2p.UseRedis(redis);
        }
        catch (ArgumentException)
        {
            throw new StartRefusedException("--redis is a list such as redis.internal:6379,password=...,ssl=true.");
        }
    }

    /// <remarks>A server that is told of no database by name takes the configuration's.</remarks>
    private static string? PostgresOf(ServerOptions options, IConfiguration configuration) =>
        NotEmpty(options.Postgres ?? (options.IsDatabaseNamed ? null : configuration.GetConnectionString("Postgres")));

    private static P2PBuilder UsePostgres(P2PBuilder p2p, string connectionString)
    {
        try
        {
            return p2p.UsePostgreSql(connectionString);
        }
        catch (ArgumentException)
        {
            // Its message may quote a piece of a password.
            throw new StartRefusedException("--postgres is a connection string such as Host=localhost;Database=p2p;Username=p2p;Password=...");
        }
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
