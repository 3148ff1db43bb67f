using System.CommandLine;
using P2P.GraphQL.Demo;

namespace P2P.GraphQL.Hosting;

/// <summary>What the program does when it is told nothing else: it serves.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Urls = new("--urls")
    {
        Description = "Where to listen, such as http://localhost:5080. Default: the configuration's, else http://localhost:5000.",
    };

    private static readonly Option<string> Database = new("--database")
    {
        Description = "The SQLite file, or \":memory:\" to keep everything in this process only.",
        DefaultValueFactory = _ => "p2p.db",
    };

    public static RootCommand Create()
    {
        var root = new RootCommand("A server for peer-to-peer texting, with GraphQL.") { Urls, Database };
        root.Subcommands.Add(SchemaCommand.Create());
        root.Subcommands.Add(DemoCommand.Create());
        root.SetAction((parsed, cancellationToken) => ServeAsync(parsed, cancellationToken));
        return root;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var database = parsed.GetValue(Database);
        var options = new ServerOptions
        {
            Urls = parsed.GetValue(Urls),
            Database = database == ":memory:" ? null : database,
        };
        try
        {
            await using var app = ServerHost.Build(options);
            await app.StartAsync(cancellationToken);
            Welcome.Print(app, Console.Out);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception failure) when (StartFailure.Explain(failure) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }
    }
}
