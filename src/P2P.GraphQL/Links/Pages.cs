using System.Text.Encodings.Web;

namespace P2P.GraphQL.Links;

/// <summary>The few pages that the server shows to people who follow a text: plain HTML, readable on any phone.</summary>
internal static class Pages
{
    private const string Style =
        "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
        + "label{display:block;margin:1rem 0 .25rem}input,textarea{font:inherit;width:100%;box-sizing:border-box;padding:.6rem;border:1px solid #666;border-radius:.3rem}"
        + "button{font:inherit;margin-top:1.5rem;padding:.7rem 1.5rem;border:0;border-radius:.3rem;background:#0b57a4;color:#fff}"
        + ".error{color:#a30000}small{color:#444}";

    /// <summary>Nothing is loaded from elsewhere or run, and the page stands in no frame.</summary>
    public static void Protect(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store, private";
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
    }

    /// <param name="body">HTML; whatever came from people is encoded already.</param>
    public static IResult Of(string title, string body, int status) => TypedResults.Content(
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{HtmlEncoder.Default.Encode(title)}</title><style>{Style}</style></head>
        <body><main>
        {body}
        </main></body>
        </html>
        """,
        "text/html; charset=utf-8",
        statusCode: status);
}
