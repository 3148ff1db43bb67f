using System.Net;
using P2P.GraphQL.Hosting;
using P2P.GraphQL.Tests.Transport;

namespace P2P.GraphQL.Tests.Hosting;

/// <summary>The real schema over the transport: the same promises as a small one's.</summary>
public sealed class ServerTransportTests(ServedToClients served) : TransportContract, IClassFixture<ServedToClients>
{
    protected override Uri Url => served.Url;

    protected override string Token => served.Token;
}

public sealed class ServedToClients : IAsyncLifetime
{
    private readonly SqliteServed _served = new();

    public Uri Url => _served.Url;

    public string Token { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await _served.InitializeAsync();
        Token = _served.TokenFor((await _served.CampaignAsync()).Admin);
    }

    public Task DisposeAsync() => _served.DisposeAsync();
}

public sealed class ServerTests
{
    [Fact]
    public async Task In_Development_an_empty_database_gets_a_campaign_that_the_next_start_finds_again()
    {
        var directory = Directory.CreateTempSubdirectory("p2p-start-").FullName;
        var first = await StartAsync(directory);
        var second = await StartAsync(directory);
        Assert.Equal(["Admin", "Volunteer", "Volunteer"], first.Select(person => person.Role));
        Assert.Equal(first, second);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task The_front_page_and_the_health_check_need_no_token()
    {
        var served = new InMemoryServed();
        await served.InitializeAsync();
        using var client = new HttpClient { BaseAddress = served.Root };
        Assert.Contains("/graphql", await client.GetStringAsync(new Uri("/", UriKind.Relative)));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);
        await served.DisposeAsync();
    }

    [Fact]
    public async Task The_log_does_not_hold_what_was_asked_for()
    {
        var served = new LoggedServed();
        await served.InitializeAsync();
        var campaign = await served.CampaignAsync();
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", served.TokenFor(campaign.Admin)) } };
        await client.GetStringAsync(new Uri(served.Url, "?query={contacts(where:{search:\"3125550142\"}){totalCount}}"));
        client.DefaultRequestHeaders.Authorization = new("Bearer", "no-token");
        await client.GetAsync(new Uri(served.Url, "?query={viewer{role}}&x=3125550142"));
        await served.DisposeAsync();
        Assert.Contains(served.Lines, line => line.Contains("Application started", StringComparison.Ordinal));
        Assert.DoesNotContain(served.Lines, line => line.Contains("3125550142", StringComparison.Ordinal));
        Assert.DoesNotContain(served.Lines, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("There is no option '--bogus'.", "demo", "--bogus")]
    [InlineData("--speed is from 1 to 3600.", "demo", "--speed", "0")]
    [InlineData("abc", "demo", "--speed", "abc")]
    [InlineData("many", "demo", "--seed", "many")]
    [InlineData("--nope", "--nope")]
    public void A_wrong_option_is_named_before_anything_starts(string expected, params string[] args) =>
        Assert.Contains(ServeCommand.Create().Parse(args).Errors, error => error.Message.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("nonsense", null, "--urls")]
    [InlineData("http://127.0.0.1:0", "no database at all, only words", "--database")]
    public async Task A_start_that_an_option_prevents_is_explained(string urls, string? content, string option)
    {
        var directory = Directory.CreateTempSubdirectory("p2p-start-").FullName;
        var database = Path.Combine(directory, "p2p.db");
        if (content is not null)
        {
            await File.WriteAllTextAsync(database, content);
        }

        await using var app = ServerHost.Build(new ServerOptions { Urls = urls, ContentRoot = directory, Environment = "Development", Database = database });
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync());
        Assert.StartsWith(option, StartFailure.Explain(failure), StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Outside_Development_a_server_without_an_identity_provider_does_not_start_and_says_why()
    {
        await using var app = ServerHost.Build(new ServerOptions { Urls = "http://127.0.0.1:0", Environment = "Production", Database = null });
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync());
        Assert.StartsWith("Authentication:Authority", StartFailure.Explain(failure), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<(string Id, string Role)>> StartAsync(string directory)
    {
        await using var app = ServerHost.Build(new ServerOptions
        {
            Urls = "http://127.0.0.1:0",
            Environment = "Development",
            ContentRoot = directory,
            Database = Path.Combine(directory, "p2p.db"),
        });
        await app.StartAsync();
        using var text = new StringWriter();
        Welcome.Print(app, text);
        var people = app.Services.GetService(typeof(DevelopmentCampaign)) as DevelopmentCampaign;
        Assert.All(people!.People, person => Assert.Contains(person.Token, text.ToString()));
        await app.StopAsync();
        return [.. people.People.Select(person => (person.User.Id.ToString(), person.User.Role.ToString()))];
    }
}
