using System.CommandLine;

namespace P2P.GraphQL.Hosting;

/// <summary>The command-line options that name the database and Redis, the same for every command.</summary>
internal static class DatabaseOptions
{
    private const string InMemory = ":memory:";

    private static readonly Option<string?> Database = new("--database")
    {
        Description = "The SQLite file, or \":memory:\" to keep everything in this process only. Default: p2p.db, if no "
            + "PostgreSQL is named.",
    };

    private static readonly Option<string?> Postgres = new("--postgres")
    {
        Description = "A PostgreSQL database, such as \"Host=localhost;Database=p2p;Username=p2p\", instead of a file. Default: "
            + "ConnectionStrings:Postgres of the configuration (environment variable ConnectionStrings__Postgres), where a "
            + "password is not seen in the list of processes.",
    };

    private static readonly Option<string?> Redis = new("--redis")
    {
        Description = "The Redis that carries events between nodes, such as localhost:6379. Default: ConnectionStrings:Redis of "
            + "the configuration; without either there is one node.",
    };

    static DatabaseOptions() => Postgres.Validators.Add(result =>
    {
        if (result.GetResult(Database) is { Implicit: false })
        {
            result.AddError("--database and --postgres are two places: name one.");
        }
    });

    public static void AddTo(Command command, bool withRedis = false)
    {
        command.Options.Add(Database);
        command.Options.Add(Postgres);
        if (withRedis)
        {
            command.Options.Add(Redis);
        }
    }

    public static ServerOptions Read(ParseResult parsed)
    {
        var database = parsed.GetValue(Database);
        return new ServerOptions
        {
            Database = database == InMemory ? null : database ?? "p2p.db",
            IsDatabaseNamed = database is not null,
            Postgres = parsed.GetValue(Postgres),
            Redis = parsed.GetResult(Redis) is null ? null : parsed.GetValue(Redis),
        };
    }
}
