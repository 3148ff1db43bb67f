using Microsoft.Net.Http.Headers;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.Sdk;
using P2P.Sdk.Images;
using P2P.Sdk.Scripts.Images;

namespace P2P.GraphQL.Scripts.Images;

/// <summary><c>POST /script-images</c> takes an image's file as the body; <c>GET /m/{token}</c> gives it to the carrier.</summary>
internal sealed class ScriptImageEndpoint(RequestGate gate, ScriptImageService images)
{
    public static string UrlOf(ScriptImage image) => $"/m/{image.Token}";

    public async Task<IResult> UploadAsync(HttpContext context)
    {
        var (actor, status, error) = await gate.AdmitAsync(context);
        if (actor is null)
        {
            return Answer(status, error!);
        }

        if (context.Request.Headers.ContentEncoding.Count > 0 || context.Request.HasFormContentType)
        {
            return Answer(StatusCodes.Status415UnsupportedMediaType, new(
                RefusalCode.InvalidInput.Name(), "The body is the image's file itself, not encoded and in no form.", []));
        }

        try
        {
            var uploaded = await images.UploadAsync(actor, context.Request.Body, context.RequestAborted);
            return uploaded.IsRefused ? Refuse(uploaded.Refusals) : TypedResults.Json(new ImageAnswer(ImageShown.Of(uploaded.Value), []));
        }
        catch (BadHttpRequestException exception)
        {
            return Answer(exception.StatusCode, new(
                RefusalCode.InvalidInput.Name(), "The file ended before it was read whole. Nothing of it was taken; send it again.", []));
        }
    }

    public async Task<IResult> ShowAsync(HttpContext context, string token)
    {
        var opened = await images.OpenAsync(token, context.RequestAborted);
        if (opened.IsRefused)
        {
            return TypedResults.NotFound();
        }

        var (image, content) = opened.Value;
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable"; // Another image has another address.
        headers.ContentDisposition = "inline";
        headers.XContentTypeOptions = "nosniff";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        return TypedResults.Stream(content, image.Format.ContentType(), entityTag: new EntityTagHeaderValue($"\"{image.Hash}\""));
    }

    private static IResult Refuse(IReadOnlyList<Refusal> refusals)
    {
        var status = refusals[0].Code switch
        {
            RefusalCode.Forbidden => StatusCodes.Status403Forbidden,
            RefusalCode.ImageTooLarge => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status400BadRequest,
        };
        return TypedResults.Json(new ImageAnswer(null, [.. refusals.Select(AnsweredError.Of)]), statusCode: status);
    }

    private static IResult Answer(int status, AnsweredError error) =>
        TypedResults.Json(new ImageAnswer(null, [error]), statusCode: status);
}

/// <param name="Image"><see langword="null"/> where nothing was taken.</param>
internal sealed record ImageAnswer(ImageShown? Image, IReadOnlyList<AnsweredError> Errors);

internal sealed record ImageShown(string Id, string Url, string ContentType, int Bytes)
{
    public static ImageShown Of(ScriptImage image) =>
        new(NodeId.Of(image.Id), ScriptImageEndpoint.UrlOf(image), image.Format.ContentType(), image.Bytes);
}

internal static class ScriptImageEndpoints
{
    public static void MapScriptImages(this WebApplication app)
    {
        var endpoint = app.Services.GetRequiredService<ScriptImageEndpoint>();
        app.MapPost("/script-images", (Delegate)((HttpContext context) => endpoint.UploadAsync(context)));
        app.MapMethods("/m/{token}", [HttpMethods.Get, HttpMethods.Head], (HttpContext context, string token) => endpoint.ShowAsync(context, token));
    }
}
