using P2P.Sdk.Actions;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Contacts.Import;
using P2P.Sdk.Results;

namespace TwilioApp;

/// <summary>What an admin does: numbers, contacts, an action, and its counts as they change. P2P itself refuses whoever is no
/// admin.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/admin").RequireAuthorization();
        admin.MapPost("/numbers", GetNumbersAsync);
        admin.MapPost("/lists/{name}", ImportAsync);
        admin.MapGet("/imports/{id:guid}", FindImportAsync);
        admin.MapPost("/actions", PublishAsync);
        admin.MapGet("/actions/{id:guid}/counts", Watch);
    }

    private static async Task<IResult> GetNumbersAsync(
        NumbersRequest request, CurrentUser user, CampaignService campaigns, CancellationToken stop) =>
        Answers.Of(
            await campaigns.GetNumbersAsync(user.Actor, request.Count, stop),
            numbers => numbers.Select(number => number.Number.ToString()));

    /// <summary>The body is the file. It is read to its end as it comes; the rows are merged in the background.</summary>
    private static async Task<IResult> ImportAsync(
        string name, Stream body, CurrentUser user, ContactImporter importer, CancellationToken stop) =>
        Answers.Of(await importer.StartAsync(user.Actor, name, body, stop), Show);

    private static async Task<IResult> FindImportAsync(
        Guid id, CurrentUser user, ContactImporter importer, CancellationToken stop) =>
        Answers.Of(await importer.FindAsync(user.Actor, new ContactImportId(id), stop), Show);

    private static async Task<IResult> PublishAsync(
        ActionRequest request, CurrentUser user, ActionService actions, PublishingService publishing, CancellationToken stop)
    {
        var input = new ActionInput
        {
            Title = request.Title,
            List = request.List is { } list ? new ContactListId(list) : null,
            InitialScripts = [new("Opening", request.Opening ?? "")],
            ResponseScripts = [.. (request.Answers ?? []).Select(answer => new ScriptInput(answer.Key, answer.Value))],
        };
        var action = await actions.CreateAsync(user.Actor, input, stop);
        return action.IsRefused
            ? Answers.Refused(action.Refusals)
            : Answers.Of(
                await publishing.PublishAsync(user.Actor, action.Value.Id, Visibility.Public, at: null, stop),
                published => new { Id = published.Id.Value, State = published.State.ToString() });
    }

    /// <summary>Server-sent events: the counts as they are, then after each change. Nothing is polled.</summary>
    private static IResult Watch(Guid id, CurrentUser user, ResultService results, CancellationToken stop) =>
        TypedResults.ServerSentEvents(results.WatchAsync(user.Actor, new ActionId(id), stop), "counts");

    private static object Show(ContactImport import) => new
    {
        Id = import.Id.Value,
        List = import.List?.Value,
        State = import.State.ToString(),
        import.RowsRead,
        import.RowsMerged,
        import.Created,
        import.Updated,
        import.Rejected,
        import.UnknownColumns,
    };

    private sealed record NumbersRequest(int Count);

    private sealed record ActionRequest(string? Title, Guid? List, string? Opening, Dictionary<string, string>? Answers);
}
