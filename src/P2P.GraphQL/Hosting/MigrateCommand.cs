using System.CommandLine;
using P2P.Sdk.EntityFrameworkCore;

namespace P2P.GraphQL.Hosting;

/// <summary><c>migrate</c>: makes the database and its tables, or brings them up to date. 0: they are; 1: it could not.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Makes the database and its tables, or brings them up to date, and says what it did.");
        DatabaseOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            StartFailure.ExplainedAsync(() => RunAsync(DatabaseOptions.Read(parsed), Console.Out, cancellationToken)));
        return command;
    }

    public static async Task<int> RunAsync(ServerOptions options, TextWriter to, CancellationToken cancellationToken)
    {
        await using var app = ServerHost.Build(options);
        if (app.Services.GetService<DatabaseSchema>() is not { } schema)
        {
            throw new StartRefusedException("There is nothing to migrate in memory: name a --database or --postgres.");
        }

        var applied = await schema.MigrateAsync(cancellationToken);
        foreach (var migration in applied)
        {
            await to.WriteLineAsync($"Applied {migration}.");
        }

        await to.WriteLineAsync(applied.Count == 0 ? "The database is up to date: nothing to do." : "The database is up to date.");
        return 0;
    }
}
