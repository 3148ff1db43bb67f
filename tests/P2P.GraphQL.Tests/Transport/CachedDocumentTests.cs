namespace P2P.GraphQL.Tests.Transport;

public class CachedDocumentTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData("{ secret }")]
    [InlineData("mutation { reset }")]
    [InlineData("{ hello ...f } fragment f on Query { secret }")]
    [InlineData("{ hello ... on Query { alias: secret } }")]
    [InlineData("{ nested { deeper { private } } }")]
    [InlineData("{ named { private } }")]
    [InlineData("query ($no: Boolean = false) { secret @include(if: $no) }")]
    public async Task A_volunteer_is_refused_an_admins_field_before_and_after_an_admin_had_it(string query)
    {
        var volunteer = server.TokenFor(server.Volunteer);
        for (var round = 0; round < 3; round++)
        {
            var refused = await server.PostAsync(volunteer, new { query });
            Assert.Equal((403, "FORBIDDEN"), (refused.Status, refused.Code));
            Assert.False(refused.Json.TryGetProperty("data", out _));
            Assert.Equal(200, (await server.PostAsync(query)).Status);
        }
    }

    [Fact]
    public async Task A_volunteer_may_run_one_operation_of_a_document_whose_other_is_for_admins()
    {
        const string Document = "query A { secret ...f } fragment f on Query { secret } query B { role }";
        var volunteer = server.TokenFor(server.Volunteer);
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal(200, (await server.PostAsync(volunteer, new { query = Document, operationName = "B" })).Status);
            Assert.Equal(403, (await server.PostAsync(volunteer, new { query = Document, operationName = "A" })).Status);
        }
    }

    [Fact]
    public async Task A_mutation_that_ran_by_POST_is_refused_by_GET()
    {
        const string Document = "mutation { add(a: 1, b: 2) }";
        Assert.Equal(3, (await server.PostAsync(Document)).Data.GetProperty("add").GetInt32());
        using var client = server.Client(server.Token);
        Assert.Equal(405, (int)(await client.GetAsync($"?query={Document}")).StatusCode);
    }

    [Fact]
    public async Task Variables_are_judged_every_time()
    {
        const string Query = "query ($n: String!) { hello(name: $n) }";
        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("Hello a", (await server.PostAsync(server.Token, new { query = Query, variables = new { n = "a" } })).Data.GetProperty("hello").GetString());
            Assert.Equal("Hello b", (await server.PostAsync(server.Token, new { query = Query, variables = new { n = "b" } })).Data.GetProperty("hello").GetString());
            Assert.Equal(400, (await server.PostAsync(server.Token, new { query = Query })).Status);
            Assert.Equal(400, (await server.PostAsync(server.Token, new { query = Query, variables = new { n = 1 } })).Status);
        }
    }

    [Fact]
    public async Task A_document_that_is_asked_again_is_not_validated_again()
    {
        const string Document = "query ($n: String!) { again: hello(name: $n) }";
        var own = new TestServer();
        await own.InitializeAsync();
        var volunteer = own.TokenFor(own.Volunteer);
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(200, (await own.PostAsync(volunteer, new { query = Document, variables = new { n = $"{round}" } })).Status);
            Assert.Equal(1, own.Validated);
        }

        await own.DisposeAsync();
    }

    [Fact]
    public async Task More_documents_than_the_cache_holds_are_all_served()
    {
        var own = new TestServer { Configure = limits => limits.CachedDocumentCharacters = 200 };
        await own.InitializeAsync();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal($"Hello {i}", (await own.PostAsync($"{{ hello(name: \"{i}\") }}")).Data.GetProperty("hello").GetString());
        }

        await own.DisposeAsync();
    }
}
