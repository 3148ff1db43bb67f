namespace P2P.GraphQL.Tests.Transport;

public sealed class TransportTests(TestServer server) : TransportContract, IClassFixture<TestServer>
{
    protected override Uri Url => server.Url;

    protected override string Token => server.Token;

    protected override string[] Subscription => ["subscription { count(to: 5) }", "5"];

    [Fact]
    public async Task A_document_near_every_limit_is_served()
    {
        var fields = string.Join(' ', Enumerable.Range(0, 190).Select(i => $"a{i}: name"));
        var levels = string.Concat(Enumerable.Repeat("{deeper", 44)) + "{name}" + new string('}', 44);

        Assert.Equal(200, (await server.PostAsync($"{{ nested {{ {fields} }} }}")).Status);
        Assert.Equal(200, (await server.PostAsync($"{{ nested {levels} }}")).Status);
    }
}
