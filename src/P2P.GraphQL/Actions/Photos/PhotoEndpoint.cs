using Microsoft.Net.Http.Headers;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Actions;
using P2P.Sdk.Actions.Photos;
using P2P.Sdk.Images;

namespace P2P.GraphQL.Actions.Photos;

/// <summary><c>/actions/{id}/photo</c>: POST sends the photo's file as the body, DELETE takes it away, GET shows it.</summary>
/// <remarks>What the file is, its bytes say; neither Content-Type nor a name is asked.</remarks>
internal sealed class PhotoEndpoint(RequestGate gate, PhotoService photos)
{
    public const string Path = "/actions/{id}/photo";

    private const int VersionLength = 16;

    /// <summary>From the server's root. The version is for caches: whatever it is, the present photo is answered.</summary>
    public static string? UrlOf(TextingAction action) => action.Photo is { } photo
        ? $"/actions/{NodeId.Of(action.Id)}/photo?v={photo.Hash[..VersionLength]}"
        : null;

    public async Task<IResult> ShowAsync(HttpContext context, string id)
    {
        var (actor, status, error) = await gate.AdmitAsync(context);
        if (actor is null)
        {
            return Answer(status, error!);
        }

        var outcome = await photos.OpenAsync(actor, NodeId.Action(id), context.RequestAborted);
        if (outcome.IsRefused)
        {
            return Answer(outcome);
        }

        var (photo, content) = outcome.Value;
        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-cache"; // Kept by the browser, and asked for each time: who may see it can change.
        headers.ContentDisposition = "inline";
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = HeaderNames.Authorization;
        return TypedResults.Stream(content, photo.Format.ContentType(), entityTag: new EntityTagHeaderValue($"\"{photo.Hash}\""));
    }

    public async Task<IResult> SetAsync(HttpContext context, string id)
    {
        var (actor, status, error) = await gate.AdmitAsync(context);
        if (actor is null)
        {
            return Answer(status, error!);
        }

        if (!IsFile(context.Request))
        {
            return Answer(StatusCodes.Status415UnsupportedMediaType, new(
                RefusalCode.InvalidInput.Name(), "The body is the photo's file itself, not encoded and in no form.", []));
        }

        try
        {
            return Answer(await photos.SetAsync(actor, NodeId.Action(id), context.Request.Body, context.RequestAborted));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Answer(exception.StatusCode, new(
                RefusalCode.ImageTooLarge.Name(), $"A photo has at most {PhotoService.MostBytes:N0} bytes.", []));
        }
        catch (Exception exception) when (exception is BadHttpRequestException || context.RequestAborted.IsCancellationRequested)
        {
            return Answer(
                (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest,
                new(RefusalCode.InvalidInput.Name(), "The file ended before it was read whole. Nothing of it was taken; send it again.", []));
        }
    }

    public async Task<IResult> RemoveAsync(HttpContext context, string id)
    {
        var (actor, status, error) = await gate.AdmitAsync(context);
        return actor is null
            ? Answer(status, error!)
            : Answer(await photos.RemoveAsync(actor, NodeId.Action(id), context.RequestAborted));
    }

    private static bool IsFile(HttpRequest request) => request.Headers.ContentEncoding.Count == 0 && !request.HasFormContentType;

    private static IResult Answer(Outcome<TextingAction> outcome) => outcome.IsRefused
        ? Answer<TextingAction>(outcome)
        : TypedResults.Json(new PhotoAnswer(new(NodeId.Of(outcome.Value.Id), UrlOf(outcome.Value)), []));

    private static IResult Answer<T>(Outcome<T> refused)
        where T : class
    {
        var status = refused.Refusals[0].Code switch
        {
            RefusalCode.Forbidden => StatusCodes.Status403Forbidden,
            RefusalCode.NotFound => StatusCodes.Status404NotFound,
            RefusalCode.ImageTooLarge => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status400BadRequest,
        };
        return TypedResults.Json(new PhotoAnswer(null, [.. refused.Refusals.Select(AnsweredError.Of)]), statusCode: status);
    }

    private static IResult Answer(int status, AnsweredError error) =>
        TypedResults.Json(new PhotoAnswer(null, [error]), statusCode: status);
}

/// <param name="Action"><see langword="null"/> where nothing was done.</param>
internal sealed record PhotoAnswer(PhotoAction? Action, IReadOnlyList<AnsweredError> Errors);

internal sealed record PhotoAction(string Id, string? PhotoUrl);

internal static class PhotoEndpoints
{
    public static void MapActionPhotos(this WebApplication app)
    {
        var endpoint = app.Services.GetRequiredService<PhotoEndpoint>();
        app.MapMethods(PhotoEndpoint.Path, [HttpMethods.Get, HttpMethods.Head], (HttpContext context, string id) => endpoint.ShowAsync(context, id));
        app.MapPost(PhotoEndpoint.Path, (HttpContext context, string id) => endpoint.SetAsync(context, id));
        app.MapDelete(PhotoEndpoint.Path, (HttpContext context, string id) => endpoint.RemoveAsync(context, id));
    }
}
