using P2P.GraphQL.Authentication;
using P2P.GraphQL.Errors;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Messaging.Media;

namespace P2P.GraphQL.Messaging.Media;

/// <summary><c>GET /messages/{id}/media/{number}</c>: what a contact sent, for whoever may read the conversation.</summary>
/// <remarks>Anybody can text anything to a number. So nothing but plain images is shown in place, nothing runs, and no type is
/// guessed.</remarks>
internal sealed class MessageMediaEndpoint(RequestGate gate, MessageMediaService media)
{
    private const string Path = "/messages/{id}/media/{number:int}";

    private static readonly HashSet<string> s_shown = ["image/jpeg", "image/png", "image/gif", "image/webp"];

    /// <summary>From the server's root.</summary>
    public static string UrlOf(MessageMedia of) => $"/messages/{NodeId.Of(of.Message)}/media/{of.Number}";

    public static void Map(WebApplication app)
    {
        var endpoint = app.Services.GetRequiredService<MessageMediaEndpoint>();
        app.MapMethods(
            Path, [HttpMethods.Get, HttpMethods.Head],
            (HttpContext context, string id, int number) => endpoint.HandleAsync(context, id, number));
    }

    private async Task<IResult> HandleAsync(HttpContext context, string id, int number)
    {
        var (actor, status, error) = await gate.AdmitAsync(context);
        if (actor is null)
        {
            return Answer(status, error!);
        }

        var opened = await media.OpenAsync(actor, NodeId.Message(id), number, context.RequestAborted);
        if (opened.IsRefused)
        {
            return Answer(StatusCodes.Status404NotFound, AnsweredError.Of(opened.Refusals[0]));
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "private, max-age=3600"; // It never changes, but who may read it does.
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        var type = opened.Value.ContentType;
        headers.ContentDisposition = s_shown.Contains(type) ? "inline" : "attachment";
        return TypedResults.Stream(opened.Value.Content, type, enableRangeProcessing: true);
    }

    private static IResult Answer(int status, AnsweredError error) =>
        TypedResults.Json(new MessageMediaAnswer([error]), statusCode: status);
}

internal sealed record MessageMediaAnswer(IReadOnlyList<AnsweredError> Errors);
