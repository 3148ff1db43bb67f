using Microsoft.AspNetCore.Http.Features;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Contacts.Import;

namespace P2P.GraphQL.Contacts.Import;

/// <summary><c>POST /imports/{listName}</c>: the body is a CSV file of any size, read as it comes.</summary>
/// <remarks>
/// Answers 202 once the last byte was read and staged; the rows are merged in the background, and <c>importProgress</c> and
/// <c>node</c> say how far it is. A body that stalls or breaks off leaves nothing behind but an import that FAILED.
/// </remarks>
internal sealed class ImportEndpoint(RequestGate gate, ContactImporter importer)
{
    private static readonly string[] Forms = ["multipart/form-data", "application/x-www-form-urlencoded", "application/json"];

    public async Task<IResult> HandleAsync(HttpContext context, string listName)
    {
        var cancelled = context.RequestAborted;
        var (actor, status, error) = await gate.AdmitAsync(context);
        if (actor is null)
        {
            return TypedResults.Json(new ImportAnswer(null, [error!]), statusCode: status);
        }

        if (!IsFile(context.Request))
        {
            return Answer(
                StatusCodes.Status415UnsupportedMediaType, RefusalCode.InvalidInput.Name(),
                "The body is the CSV file itself, Content-Type: text/csv, not encoded and in no form.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        try
        {
            return Answer(await importer.StartAsync(actor, listName, context.Request.Body, cancelled));
        }
        catch (Exception exception) when (exception is BadHttpRequestException or IOException || cancelled.IsCancellationRequested)
        {
            // The client stalled, broke off, or left: if it is still there it learns that nothing was taken.
            return Answer(
                (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest, RefusalCode.InvalidInput.Name(),
                "The file ended before it was read whole. Nothing of it was taken; send it again.");
        }
    }

    private static bool IsFile(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && !Forms.Any(form => request.ContentType?.StartsWith(form, StringComparison.OrdinalIgnoreCase) == true);

    private static IResult Answer(Outcome<ContactImport> outcome)
    {
        var status = !outcome.IsRefused ? StatusCodes.Status202Accepted
            : outcome.Refusals[0].Code == RefusalCode.Forbidden ? StatusCodes.Status403Forbidden
            : StatusCodes.Status400BadRequest;
        return TypedResults.Json(ImportAnswer.Of(outcome), statusCode: status);
    }

    private static IResult Answer(int status, string code, string message) =>
        TypedResults.Json(new ImportAnswer(null, [new(code, message, [])]), statusCode: status);
}

/// <param name="ContactImport">The import that began; <see langword="null"/> if none did.</param>
/// <param name="Errors">Why the file is refused as a whole; empty if it is not.</param>
internal sealed record ImportAnswer(StartedImport? ContactImport, IReadOnlyList<AnsweredError> Errors)
{
    public static ImportAnswer Of(Outcome<ContactImport> outcome) => new(
        outcome.Value is { } import ? new(NodeId.Of(import.Id), import.State.ToString().ToUpperInvariant(), import.RowsRead) : null,
        [.. outcome.Refusals.Select(AnsweredError.Of)]);
}

internal sealed record StartedImport(string Id, string State, int RowsRead);

internal static class ImportEndpoints
{
    private const string Path = "/imports/";

    /// <summary>The whole rest of the path as it was sent, decoded once: routing leaves <c>%2F</c> as it is.</summary>
    private static string ListName(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var start = target.IndexOf(Path, StringComparison.OrdinalIgnoreCase) + Path.Length;
        var end = target.IndexOf('?', start);
        return Uri.UnescapeDataString(end < 0 ? target[start..] : target[start..end]);
    }

    public static void MapContactImports(this WebApplication app)
    {
        var endpoint = app.Services.GetRequiredService<ImportEndpoint>();
        Delegate handle = (HttpContext context) => endpoint.HandleAsync(context, ListName(context)); // A Delegate: its result is sent.
        app.MapPost(Path + "{**listName}", handle);
    }
}
