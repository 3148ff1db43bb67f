using System.CommandLine;
using P2P.Sdk;
using P2P.Sdk.Contacts.Import;

namespace P2P.GraphQL.Hosting.Commands;

/// <summary><c>import</c>: takes a file of contacts into a list. 0: it was taken; 1: it was not.</summary>
internal static class ImportCommand
{
    private const int MostRows = 200;

    private static readonly Argument<FileInfo> File = new("contacts.csv") { Description = "The file: docs/import.md says what it may have." };

    private static readonly Option<string> List = new("--list")
    {
        Description = "The contact list that it goes on; made where there is none of that name.",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command("import", "Takes a CSV file of contacts into a list, and says which rows were not simply taken.") { File };
        command.Options.Add(List);
        command.Options.Add(CommandCampaign.Option);
        DatabaseOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => StartFailure.ExplainedAsync(() => RunAsync(
            DatabaseOptions.Read(parsed), parsed.GetRequiredValue(File), parsed.GetRequiredValue(List), parsed.GetValue(CommandCampaign.Option),
            Console.Out, cancellationToken)));
        return command;
    }

    public static async Task<int> RunAsync(
        ServerOptions options, FileInfo file, string list, string? campaign, TextWriter to, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            throw new StartRefusedException($"There is no file '{file.Name}'.");
        }

        await using var app = ServerHost.Build(options with { MakesCampaign = false });
        var of = await CommandCampaign.FindAsync(app, campaign, cancellationToken);
        var admin = await CommandCampaign.AdminOfAsync(app, of, cancellationToken);
        var importer = app.Services.GetRequiredService<ContactImporter>();
        await using var csv = file.OpenRead();
        var import = CommandCampaign.Done(await importer.ImportAsync(admin, list, csv, cancellationToken));
        await to.WriteLineAsync(
            $"{import.RowsRead} rows: {import.Created} created, {import.Updated} updated, {import.Unchanged} unchanged, {import.Duplicates} twice in the "
            + $"file, {import.Rejected} rejected. Of those taken {import.OptedOut} have opted out, and {import.Landlines} are landlines.");
        if (import.UnknownColumns.Count > 0)
        {
            await to.WriteLineAsync($"Columns that mean nothing here: {string.Join(", ", import.UnknownColumns)}.");
        }

        await TellRowsAsync(importer, admin, import, to, cancellationToken);
        return 0;
    }

    private static async Task TellRowsAsync(
        ContactImporter importer, Actor admin, ContactImport import, TextWriter to, CancellationToken cancellationToken)
    {
        var page = CommandCampaign.Done(await importer.PageRowsAsync(admin, import.Id, new PageRequest(MostRows), cancellationToken));
        foreach (var row in page.Items.Select(item => item.Item))
        {
            await to.WriteLineAsync($"line {row.Line}: {row.Outcome}. {row.Message}");
        }

        if (page.HasNext)
        {
            await to.WriteLineAsync($"These are the first {MostRows} of such rows.");
        }
    }
}
