using System.CommandLine;
using P2P.GraphQL.Demo;
using P2P.GraphQL.Hosting.Commands;

namespace P2P.GraphQL.Hosting;

/// <summary>What the program does when it is told nothing else: it serves.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Urls = new("--urls")
    {
        Description = "Where to listen, such as http://localhost:5080. Default: the configuration's, else http://localhost:5000.",
    };

    private static readonly Option<string?> Blobs = new("--blobs")
    {
        Description = "The folder of photos, which nodes share. Default: Blobs of the configuration, else the SQLite file's name "
            + "with .blobs after it.",
    };

    public static RootCommand Create()
    {
        var root = new RootCommand("A server for peer-to-peer texting, with GraphQL.");
        var serve = new Command("serve", "Serves; what the program also does without a command.");
        foreach (var command in new Command[] { root, serve })
        {
            command.Options.Add(Urls);
            command.Options.Add(Blobs);
            DatabaseOptions.AddTo(command, withRedis: true);
            command.SetAction((parsed, cancellationToken) =>
                StartFailure.ExplainedAsync(() => ServeAsync(parsed, cancellationToken)));
        }

        root.Subcommands.Add(serve);
        root.Subcommands.Add(MigrateCommand.Create());
        root.Subcommands.Add(RecountCommand.Create());
        root.Subcommands.Add(CampaignCommand.Create());
        root.Subcommands.Add(TokenCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(HealthCommand.Create());
        root.Subcommands.Add(SchemaCommand.Create());
        root.Subcommands.Add(PushKeyCommand.Create());
        root.Subcommands.Add(DemoCommand.Create());
        return root;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = DatabaseOptions.Read(parsed) with { Urls = parsed.GetValue(Urls), Blobs = parsed.GetValue(Blobs) };
        await using var app = ServerHost.Build(options);
        await app.StartAsync(cancellationToken);
        Welcome.Print(app, Console.Out);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }
}
