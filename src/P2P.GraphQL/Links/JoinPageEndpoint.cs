using System.Text.Encodings.Web;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Links;

/// <summary><c>GET /join/{code}</c>: to whom a join code belongs, for people who followed a link there.</summary>
internal static class JoinPageEndpoint
{
    public static void MapJoinPage(this WebApplication app) => app.MapGet(
        "/join/{code}", async (HttpContext context, string code, JoinService joins) =>
        {
            Pages.Protect(context.Response);
            return (await joins.FindPageAsync(code, context.RequestAborted)).Value is { } campaign
                ? Show(campaign)
                : Pages.Of("Not found", "<h1>Not found</h1><p>No campaign has this join code.</p>", StatusCodes.Status404NotFound);
        });

    private static IResult Show(JoinPage campaign)
    {
        var html = HtmlEncoder.Default;
        var name = html.Encode(campaign.Name);
        return Pages.Of(
            campaign.Name,
            $"""
            <h1>Join {name}</h1>
            <p>{html.Encode(campaign.Description)}</p>
            <p>Sign in to the app and enter this join code:</p>
            <p><strong>{html.Encode(campaign.JoinCode)}</strong></p>
            """,
            StatusCodes.Status200OK);
    }
}
