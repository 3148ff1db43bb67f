namespace P2P.GraphQL.Tests.Transport;

public class ClientTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Subscription = "subscription { count(to: 5) }";

    [Fact]
    public async Task Every_audit_of_graphql_over_http_passes() =>
        Assert.EndsWith(" passed, 0 failed\n", await NodeClients.RunAsync("audit.mjs", server.Url, server.Token));

    [Fact]
    public async Task The_published_websocket_client_works() =>
        await NodeClients.RunAsync("ws.mjs", server.Url, server.Token, Subscription, "5");

    [Fact]
    public async Task The_published_event_stream_client_works() =>
        await NodeClients.RunAsync("sse.mjs", server.Url, server.Token, Subscription, "5");
}
