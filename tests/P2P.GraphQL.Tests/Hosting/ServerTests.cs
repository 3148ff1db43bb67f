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
