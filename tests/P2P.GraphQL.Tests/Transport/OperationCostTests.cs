using P2P.GraphQL.Tests.Hosting;
using P2P.GraphQL.Transport;

namespace P2P.GraphQL.Tests.Transport;

/// <summary>What an operation could read is counted before it runs, each time, with what its variables say.</summary>
public sealed class OperationCostTests(InMemoryServed server) : IClassFixture<InMemoryServed>
{
    [Theory]
    [InlineData("{ inbox(first: 200) { nodes { messages(last: 200) { nodes { sender { firstName } script { name } action { title } } } } } }")]
    [InlineData("{ inbox(first: 200) { ...i } } fragment i on ConversationConnection { nodes { ... on Conversation { messages(last: 200) { edges { node { sender { firstName } script { name } action { title } } } } } } }")]
    [InlineData("{ a: inbox(first: 200) { nodes { messages(first: 200) { nodes { id } } } } b: inbox(first: 200) { nodes { messages(first: 200) { nodes { id } } } } c: inbox(first: 200) { nodes { messages(first: 200) { nodes { id } } } } }")]
    public async Task An_operation_that_could_read_too_much_is_refused_by_its_code(string query)
    {
        var campaign = await server.CampaignAsync();
        var answer = await campaign.AskAsync(campaign.Volunteer, query);
        Assert.Equal("TOO_COSTLY", answer.Code);
        Assert.False(answer.Json.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task Variables_count_also_where_the_document_is_known()
    {
        const string Query = "query($n: Int, $m: Int = 200) { inbox(first: $n) { nodes { messages(first: $m) { nodes { sender { firstName } script { name } action { title } } } } } }";
        var campaign = await server.CampaignAsync();
        for (var round = 0; round < 2; round++)
        {
            Assert.Null((await campaign.AskAsync(campaign.Volunteer, Query, new { n = 10 })).Code);
            Assert.Equal("TOO_COSTLY", (await campaign.AskAsync(campaign.Volunteer, Query, new { n = 200 })).Code);
            Assert.Null((await campaign.AskAsync(campaign.Volunteer, Query, new { n = 200, m = 10 })).Code);
        }
    }

    [Theory]
    [InlineData("{ actions { nodes { id } } }", 51, 50)]
    [InlineData("{ actions(first: 7) { nodes { id title } } }", 8, 7)]
    [InlineData("{ actions(last: 7) { edges { cursor node { list { id } } } pageInfo { hasNextPage } } }", 1 + 7 + 7 + 7 + 1, 22)]
    [InlineData("{ viewer { user { id } campaign { id } } }", 3, 2)]
    [InlineData("{ __schema { types { fields { name } } } }", 0, null)]
    public async Task It_counts_the_objects(string query, int cost, int? tooFew)
    {
        Assert.Null(await CodeAsync(query, cost));
        if (tooFew is { } limit)
        {
            Assert.Equal("TOO_COSTLY", await CodeAsync(query, limit));
        }
    }

    [Fact]
    public async Task An_operation_begins_with_so_many_fields_however_it_writes_them()
    {
        var campaign = await server.CampaignAsync();
        Assert.Null((await campaign.AskAsync(campaign.Volunteer, $"{{ {Fields(0)} }}")).Code);
        var split = await campaign.AskAsync(campaign.Volunteer, $"{{ {Fields(0)} ...f }} fragment f on Query {{ {Fields(13)} }}");
        Assert.Equal("TOO_MANY_ROOT_FIELDS", split.Code);

        static string Fields(int from) => string.Concat(Enumerable.Range(from, 13).Select(i => $"a{i}: __typename "));
    }

    [Fact]
    public async Task Volunteers_read_the_schema_only_where_they_may()
    {
        var own = new TestServer { Configure = limits => limits.IntrospectionByVolunteers = false };
        await own.InitializeAsync();
        var volunteer = own.TokenFor(own.Volunteer);
        foreach (var query in new[] { "{ __schema { types { name } } }", "{ ...f } fragment f on Query { __type(name: \"Query\") { name } }", TestDocuments.Introspection })
        {
            Assert.Equal(200, (await own.PostAsync(query)).Status);
            var refused = await own.PostAsync(volunteer, new { query });
            Assert.Equal((403, "FORBIDDEN"), (refused.Status, refused.Code));
        }

        Assert.Equal(200, (await own.PostAsync(volunteer, new { query = "{ __typename nested { __typename } }" })).Status);
        await own.DisposeAsync();
    }

    private async Task<string?> CodeAsync(string query, int cost)
    {
        var limits = server.Get<Microsoft.Extensions.Options.IOptions<GraphQLLimits>>().Value;
        var before = limits.Cost;
        limits.Cost = cost;
        try
        {
            var campaign = await server.CampaignAsync();
            return (await campaign.AskAsync(campaign.Admin, $"{query} # new at {cost}")).Code; // One that is known is not counted again.
        }
        finally
        {
            limits.Cost = before;
        }
    }
}
