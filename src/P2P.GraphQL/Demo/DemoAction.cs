using System.Text.Json;
using P2P.GraphQL.Demo.Clients;
using P2P.GraphQL.Demo.Screens;

namespace P2P.GraphQL.Demo;

/// <summary>The demo's action: found in the database, or imported, made, previewed and published, all through the server.</summary>
internal sealed class DemoAction(GraphQLClient admin, DemoScreen screen)
{
    private const string Actions = "query { actions(first: 1) { nodes { id state initialScripts { text } } } }";

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <returns>The id of the published action.</returns>
    public async Task<string> PrepareAsync(string contacts, CancellationToken cancellationToken)
    {
        var known = (await admin.SendAsync(Actions, null, cancellationToken)).GetProperty("actions").GetProperty("nodes");
        var action = known.GetArrayLength() > 0 ? known[0] : await MakeAsync(contacts, cancellationToken);
        var id = action.GetProperty("id").GetString()!;
        if (known.GetArrayLength() == 0 || action.GetProperty("state").GetString() == "DRAFT")
        {
            await PreviewAsync(action.GetProperty("initialScripts")[0].GetProperty("text").GetString()!, cancellationToken);
            Demand((await admin.SendAsync(DemoDocuments.Publish, new { id }, cancellationToken)).GetProperty("publishAction"));
            screen.Say("Published", "for every volunteer of the campaign");
        }

        return id;
    }

    /// <returns>The response scripts by what they are for.</returns>
    public async Task<IReadOnlyDictionary<AnswerKind, string>> ResponsesAsync(string id, CancellationToken cancellationToken)
    {
        var action = (await admin.SendAsync(DemoDocuments.Action, new { id }, cancellationToken)).GetProperty("action");
        return action.GetProperty("responseScripts").EnumerateArray()
            .Select((script, index) => ((AnswerKind)index, script.GetProperty("id").GetString()!))
            .ToDictionary();
    }

    private async Task<JsonElement> MakeAsync(string contacts, CancellationToken cancellationToken)
    {
        var list = await ImportAsync(contacts, cancellationToken);
        var input = new
        {
            title = DemoScripts.Title,
            listId = list,
            initialScripts = DemoScripts.Initial,
            responseScripts = DemoScripts.Responses,
        };
        return Demand((await admin.SendAsync(DemoDocuments.Create, new { input }, cancellationToken)).GetProperty("createAction"))
            .GetProperty("action");
    }

    /// <returns>The list's id.</returns>
    private async Task<string> ImportAsync(string path, CancellationToken cancellationToken)
    {
        await using var csv = File.OpenRead(path);
        var id = await admin.ImportAsync(DemoScripts.List, csv, cancellationToken);
        while (true)
        {
            var import = (await admin.SendAsync(DemoDocuments.Import, new { id }, cancellationToken)).GetProperty("node");
            switch (import.GetProperty("state").GetString())
            {
                case "DONE":
                    Show(Path.GetFileName(path), import);
                    return import.GetProperty("list").GetProperty("id").GetString()!;
                case "FAILED":
                    throw new DemoFailedException($"{Path.GetFileName(path)} is broken: nothing of it was taken.");
                default:
                    await Task.Delay(LookAgain, cancellationToken);
                    break;
            }
        }
    }

    private void Show(string file, JsonElement import)
    {
        screen.Say(
            "Imported",
            $"{Number("rowsRead")} rows of {file}: {Number("created")} contacts, {Number("duplicates")} duplicates, "
            + $"{Number("rejected")} rejected; {Number("landlines")} landlines and {Number("optedOut")} opted out are held back");
        foreach (var row in import.GetProperty("rows").GetProperty("nodes").EnumerateArray().Take(2))
        {
            screen.Say("", $"line {row.GetProperty("line").GetInt32()}: {row.GetProperty("message").GetString()}");
        }

        string Number(string name) => import.GetProperty(name).GetInt32().ToString("N0");
    }

    private async Task PreviewAsync(string text, CancellationToken cancellationToken)
    {
        var preview = (await admin.SendAsync(DemoDocuments.Preview, new { text }, cancellationToken)).GetProperty("previewScript");
        var segments = preview.GetProperty("segments").GetArrayLength();
        screen.Say("Preview", $"“{preview.GetProperty("text").GetString()}”");
        screen.Say("", $"{segments} segment{(segments == 1 ? "" : "s")}, {preview.GetProperty("encoding").GetString()}");
    }

    /// <exception cref="DemoFailedException">The payload has errors.</exception>
    private static JsonElement Demand(JsonElement payload) =>
        payload.GetProperty("errors") is { } errors && errors.GetArrayLength() > 0
            ? throw new DemoFailedException(string.Join(" ", errors.EnumerateArray().Select(e => e.GetProperty("message").GetString())))
            : payload;
}
