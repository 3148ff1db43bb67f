using System.CommandLine;
using P2P.Benchmarks.Load.Reporting;

namespace P2P.Benchmarks.Load;

/// <summary><c>load</c>: the real server under load, beside the least that could be done for the same.</summary>
internal static class LoadCommand
{
    private static readonly Option<int?> Contacts = new("--contacts")
    {
        Description = "Contacts of the campaign that is imported and texted. Default 100,000; with --quick 20,000.",
    };

    private static readonly Option<string> Volunteers = new("--volunteers")
    {
        Description = "How many text at once, load by load.",
        DefaultValueFactory = _ => "1,8,32,64",
    };

    private static readonly Option<FileInfo?> Json = new("--json") { Description = "Also writes the figures to this file." };

    private static readonly Option<FileInfo?> Server = new("--server")
    {
        Description = "The server to measure: the P2P.GraphQL.dll of dotnet publish. Default: the one built with this command.",
    };

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Three turns instead of five, shorter ones, and nothing larger than 100,000 messages.",
    };

    private static readonly Option<string> Only = new("--only")
    {
        Description = $"Some parts, by commas, with what they need: {string.Join(", ", LoadRun.Parts)}. Default: all.",
    };

    public static RootCommand Create()
    {
        var command = new RootCommand(
            "Starts PostgreSQL, the server and a bare reference server, and measures them in turns. Figures are of this machine, "
            + "ratios are what to compare: each is the median of the turns. Progress goes to stderr, the table to stdout.");
        foreach (var option in new Option[] { Contacts, Volunteers, Json, Server, Quick, Only })
        {
            command.Options.Add(option);
        }

        command.SetAction(async parsed =>
        {
            var options = Read(parsed);
            var report = new LoadReport();
            await LoadRun.RunAsync(options, report);
            report.WriteTable(Console.Out);
            if (options.Json is { } file)
            {
                await File.WriteAllTextAsync(file.FullName, report.ToJson(LoadRun.Conditions(options)));
            }

            return 0;
        });
        return command;
    }

    private static LoadOptions Read(ParseResult parsed)
    {
        var quick = parsed.GetValue(Quick);
        return new()
        {
            Contacts = parsed.GetValue(Contacts) ?? (quick ? 20_000 : 100_000),
            Volunteers = [.. parsed.GetRequiredValue(Volunteers).Split(',').Select(int.Parse)],
            Turns = quick ? 3 : 5,
            Sizes = quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000],
            Only = parsed.GetValue(Only)?.Split(',') ?? [],
            Json = parsed.GetValue(Json),
            Server = parsed.GetValue(Server),
        };
    }
}
