using System.CommandLine;
using P2P.Sdk.Results.Exports;

namespace P2P.GraphQL.Hosting.Commands;

/// <summary><c>export</c>: writes a campaign's rows into a file. 0: it is written; 1: it is not.</summary>
internal static class ExportCommand
{
    /// <summary>Where a server of the same database is faster, and writes what was asked for here.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private static readonly Argument<ExportKind> Kind = new("kind") { Description = "What the rows are." };

    private static readonly Option<ExportFormat> Format = new("--format")
    {
        Description = "What file it is.",
        DefaultValueFactory = _ => ExportFormat.Csv,
    };

    private static readonly Option<string?> To = new("--to")
    {
        Description = "The file to write; one that is there is not overwritten. Default: named after kind and time, in this folder.",
    };

    public static Command Create()
    {
        var command = new Command("export", "Writes a campaign's messages, contacts, reports, opt-outs, ... into a file.") { Kind };
        command.Options.Add(Format);
        command.Options.Add(To);
        command.Options.Add(CommandCampaign.Option);
        DatabaseOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => StartFailure.ExplainedAsync(() => RunAsync(
            DatabaseOptions.Read(parsed), parsed.GetValue(Kind), parsed.GetValue(Format), parsed.GetValue(To),
            parsed.GetValue(CommandCampaign.Option), Console.Out, cancellationToken)));
        return command;
    }

    public static async Task<int> RunAsync(
        ServerOptions options, ExportKind kind, ExportFormat format, string? path, string? campaign, TextWriter to,
        CancellationToken cancellationToken)
    {
        await using var app = ServerHost.Build(options with { MakesCampaign = false });
        var of = await CommandCampaign.FindAsync(app, campaign, cancellationToken);
        var admin = await CommandCampaign.AdminOfAsync(app, of, cancellationToken);
        var exports = app.Services.GetRequiredService<ExportService>();
        var export = CommandCampaign.Done(await exports.StartAsync(admin, kind, format, cancellationToken: cancellationToken));
        var writer = app.Services.GetRequiredService<ExportWriter>();
        while (export.State is not (ExportState.Done or ExportState.Failed or ExportState.Expired))
        {
            if (!await writer.WriteNextAsync(cancellationToken))
            {
                await Task.Delay(LookAgain, cancellationToken);
            }

            export = CommandCampaign.Done(await exports.FindAsync(admin, export.Id, cancellationToken));
        }

        if (export.Failure is { } failure)
        {
            throw new StartRefusedException(failure.Message);
        }

        await using var written = CommandCampaign.Done(await exports.OpenAsync(admin, export.Id, cancellationToken));
        path ??= written.Name;
        if (File.Exists(path))
        {
            throw new StartRefusedException($"'{path}' is there already: name another file by --to.");
        }

        await using (var file = new FileStream(path, FileMode.CreateNew))
        {
            await written.Blob.Content.CopyToAsync(file, cancellationToken);
        }

        await to.WriteLineAsync($"{export.Rows} rows are in {path}.");
        return 0;
    }
}
