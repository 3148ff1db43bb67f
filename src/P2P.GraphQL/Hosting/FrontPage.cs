namespace P2P.GraphQL.Hosting;

/// <summary>What somebody sees who opens the server's address in a browser.</summary>
internal static class FrontPage
{
    private const string Text = """
        This is a P2P texting server.

        /graphql             GraphQL: POST and GET, WebSocket (graphql-transport-ws), Server-Sent Events
        /imports/{listName}  POST a CSV file of contacts into a list
        /script-images       POST an image for scripts
        /exports/{id}        GET the file of an export
        /l/{token}           a link of a text: sent on to where it leads
        /f/{campaign}/{slug}  an opt-in form: GET shows it, POST takes it
        /join/{code}         what a campaign's join code is for
        /webhooks/twilio/    what Twilio tells, if texts go through it
        /health/live         200 while the process runs
        /health/ready        200 while it can serve

        Every request but those from /l on needs a token: Authorization: Bearer TOKEN.
        In Development the server prints some as it starts; elsewhere the OpenID provider issues them.

        Begin with {"query": "{ viewer { role campaign { name } } }"}. Examples: samples/operations/.
        Pages: docs/graphql.md (clients), docs/sign-in.md (tokens), docs/operating.md (running it), docs/configuration.md (settings).
        """;

    public static IResult Show() => TypedResults.Text(Text);
}
