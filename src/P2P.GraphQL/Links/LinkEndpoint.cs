using Microsoft.Net.Http.Headers;
using P2P.Sdk.Links;

namespace P2P.GraphQL.Links;

/// <summary><c>GET /l/{token}</c>: whoever holds a link of a text is sent on to what the campaign has stored for it.</summary>
/// <remarks>Nothing of the request goes into the answer, so it leads nowhere else.</remarks>
internal static class LinkEndpoint
{
    private static readonly string[] PurposeHeaders = ["Purpose", "Sec-Purpose", "X-Purpose", "X-Moz"];

    public static void MapLinks(this WebApplication app) => app.MapMethods(
        "/l/{token}", [HttpMethods.Get, HttpMethods.Head],
        (HttpContext context, string token, LinkService links) => FollowAsync(context, token, links));

    private static async Task<IResult> FollowAsync(HttpContext context, string token, LinkService links)
    {
        var request = context.Request;
        var visitor = new LinkVisitor
        {
            UserAgent = request.Headers.UserAgent.ToString(),
            IsGet = HttpMethods.IsGet(request.Method),
            Purpose = string.Join(' ', PurposeHeaders.Select(name => request.Headers[name].ToString())),
        };
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store, private"; // Each click comes here; and where a link leads to can change.
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers["Referrer-Policy"] = "no-referrer"; // The token is the contact's.
        headers["X-Robots-Tag"] = "noindex, nofollow";
        var visit = await links.FollowAsync(token, visitor, context.RequestAborted);
        return visit.IsRefused
            ? TypedResults.Text("This link leads nowhere.", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Redirect(visit.Value.Destination);
    }
}
