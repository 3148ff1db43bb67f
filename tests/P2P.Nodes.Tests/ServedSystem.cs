using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;
using P2P.GraphQL.Authentication;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;
using P2P.TestServers;

namespace P2P.Nodes.Tests;

/// <summary>A migrated database with one campaign, and what server processes on it need: it is noon of a Tuesday in Chicago for
/// all of them, whenever the test runs.</summary>
public sealed class ServedSystem : IAsyncDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 3, 18, 0);

    private readonly PostgresServer _postgres;
    private readonly string _database;
    private readonly string _folder = Directory.CreateTempSubdirectory("p2p-nodes-").FullName;
    private readonly Duration _offset = Noon - SystemClock.Instance.GetCurrentInstant();
    private readonly ServiceProvider _services;
    private readonly List<ServerProcess> _servers = [];
    private Actor _admin = null!;

    private ServedSystem(PostgresServer postgres, string database)
    {
        (_postgres, _database) = (postgres, database);
        var services = new ServiceCollection().AddSingleton<IClock>(new Shifted(_offset));
        services.AddP2P().UsePostgreSql(Postgres).UseSimulatedCarrier();
        _services = services.BuildServiceProvider();
    }

    public string Postgres => _postgres.ConnectionString(_database);

    public ServerProcessOptions Options => new()
    {
        Postgres = Postgres,
        Folder = _folder,
        ClockOffset = _offset.ToTimeSpan(),
    };

    /// <param name="postgres">Default: the test process's shared one.</param>
    public static async Task<ServedSystem> CreateAsync(PostgresServer? postgres = null)
    {
        postgres ??= await PostgresServer.SharedAsync();
        var name = $"p2p_{Guid.CreateVersion7():N}";
        await postgres.CreateDatabaseAsync(name);
        var system = new ServedSystem(postgres, name);
        var (exitCode, output) = await ServerProcess.RunAsync(system.Options, "migrate");
        Assert.True(exitCode == 0, output);
        await system.AddCampaignAsync();
        return system;
    }

    /// <summary>A node, which ends with the system at the latest.</summary>
    public async Task<ServerProcess> StartServerAsync(ServerProcessOptions? options = null)
    {
        var server = await ServerProcess.StartAsync(options ?? Options);
        _servers.Add(server);
        return server;
    }

    public string AdminToken() => TokenFor(_admin);

    /// <summary>Tokens of so many new volunteers.</summary>
    public async Task<IReadOnlyList<string>> AddVolunteersAsync(int count)
    {
        var campaigns = _services.GetRequiredService<CampaignService>();
        var tokens = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var user = (await campaigns.AddUserAsync(_admin, new User { Id = UserId.New(), FirstName = $"Volunteer {i}" })).Value!;
            tokens.Add(TokenFor(new Actor(_admin.Campaign, user.Id, Role.Volunteer)));
        }

        return tokens;
    }

    /// <summary>A public action of so many contacts of Chicago, made through a server.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> PublishAsync(GraphQLClient admin, int contacts)
    {
        var csv = "phone,first_name,last_name\n" + string.Join('\n', Enumerable.Range(0, contacts).Select(i => $"+1312{4_000_000 + i},Ana,Lopez"));
        var list = (await admin.DoneAsync(
            "importContacts", "ImportContactsInput", new { listName = "Tenants", csv }, "contactImport { list { id } }"))
            .GetProperty("contactImport").GetProperty("list").GetProperty("id").GetString();
        var action = (await admin.DoneAsync(
            "createAction", "CreateActionInput",
            new
            {
                title = "Rent meeting",
                listId = list,
                initialScripts = new[] { new { name = "A", text = "Hi {{first_name}}, will you come on Sunday? Reply STOP to opt out" } },
            },
            "action { id }")).GetProperty("action").GetProperty("id").GetString()!;
        await admin.DoneAsync("publishAction", "PublishActionInput", new { actionId = action }, "action { state }");
        return action;
    }

    /// <summary>Fails if a counter differs from its rows.</summary>
    public async Task AssertCountersEqualRowsAsync()
    {
        var (exitCode, output) = await ServerProcess.RunAsync(Options, "recount");
        Assert.True(exitCode == 0, output);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _services.DisposeAsync();
        await _postgres.DropDatabaseAsync(_database);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AddCampaignAsync()
    {
        var campaigns = _services.GetRequiredService<CampaignService>();
        var campaign = new Campaign
        {
            Id = CampaignId.New(),
            Name = "Riverside Tenants",
            JoinCode = "RIVER24",
            Settings = new() { TimeZone = "America/Chicago", BucketSize = 10 },
        };
        _admin = (await campaigns.CreateAsync(campaign, new User { Id = UserId.New(), FirstName = "Alex" })).Value!;
        Assert.False((await campaigns.GetNumbersAsync(_admin, 5)).IsRefused);
    }

    private string TokenFor(Actor actor)
    {
        var environment = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder }).Environment;
        var tokens = new DevelopmentTokens(Microsoft.Extensions.Options.Options.Create(new P2PAuthenticationOptions()), environment, new Shifted(_offset));
        return tokens.Issue(actor, Duration.FromDays(1));
    }

    private sealed class Shifted(Duration offset) : IClock
    {
        public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant() + offset;
    }
}
