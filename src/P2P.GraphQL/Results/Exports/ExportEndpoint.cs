using Microsoft.Net.Http.Headers;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Results.Exports;

namespace P2P.GraphQL.Results.Exports;

/// <summary><c>GET /exports/{id}</c>: the file of an export that is done. A download that broke off goes on by Range.</summary>
internal sealed class ExportEndpoint(RequestGate gate, ExportService exports)
{
    public const string Path = "/exports/{id}";

    /// <summary>From the server's root.</summary>
    public static string UrlOf(Export export) => $"/exports/{NodeId.Of(export.Id)}";

    public async Task<IResult> HandleAsync(HttpContext context, string id)
    {
        var (actor, status, error) = await gate.AdmitAsync(context);
        if (actor is null)
        {
            return Answer(status, error!);
        }

        var outcome = await exports.OpenAsync(actor, NodeId.Export(id), context.RequestAborted);
        if (outcome.IsRefused)
        {
            return Answer(
                outcome.Refusals[0].Code == RefusalCode.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound,
                AnsweredError.Of(outcome.Refusals[0]));
        }

        var file = outcome.Value;
        context.Response.Headers.CacheControl = "private, no-store"; // Names, numbers and words: no cache is to keep them.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(
            file.Blob.Content, file.Blob.ContentType, file.Name, entityTag: new EntityTagHeaderValue($"\"{file.Export.File}\""),
            enableRangeProcessing: true);
    }

    private static IResult Answer(int status, AnsweredError error) =>
        TypedResults.Json(new ExportAnswer([error]), statusCode: status);
}

internal sealed record ExportAnswer(IReadOnlyList<AnsweredError> Errors);

internal static class ExportEndpoints
{
    public static void MapExports(this WebApplication app)
    {
        var endpoint = app.Services.GetRequiredService<ExportEndpoint>();
        app.MapMethods(
            ExportEndpoint.Path, [HttpMethods.Get, HttpMethods.Head],
            (HttpContext context, string id) => endpoint.HandleAsync(context, id));
    }
}
