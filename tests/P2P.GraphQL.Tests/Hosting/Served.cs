using NodaTime;
using NodaTime.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Hosting;
using P2P.GraphQL.Transport.Limiting;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.SimulatedCarrier;
using P2P.Sdk.Users;
using P2P.TestServers;

namespace P2P.GraphQL.Tests.Hosting;

/// <summary>The real server on Kestrel and a free port, at noon of a winter's day in Chicago.</summary>
public abstract class Served : IAsyncLifetime
{
    private WebApplication _app = null!;

    /// <summary>Where the server keeps its files.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("p2p-served-").FullName;

    public FakeClock Clock { get; } = new(Instant.FromUtc(2026, 1, 14, 18, 0));

    public IServiceProvider Services => _app.Services;

    public Uri Root { get; private set; } = null!;

    public Uri Url => new(Root, "graphql");

    /// <summary>The file of a server that keeps its data; <see langword="null"/>: it is in memory.</summary>
    protected virtual string? DatabaseIn(string directory) => null;

    /// <summary>A PostgreSQL database of its own, by its connection string; <see langword="null"/>: none.</summary>
    protected virtual Task<string?> PostgresAsync() => Task.FromResult<string?>(null);

    /// <summary>Tests ask for more than people do: as long as none says otherwise, rates are not limited.</summary>
    protected virtual RateLimitOptions Limits => new() { UserPerMinute = 0, AddressPerMinute = 0 };

    /// <summary>Before anything else, such as writing <c>appsettings.json</c> into <see cref="Folder"/>.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    public async Task InitializeAsync()
    {
        await PrepareAsync();
        _app = ServerHost.Build(new ServerOptions
        {
            Urls = "http://127.0.0.1:0",
            Environment = "Development",
            ContentRoot = Folder,
            Database = DatabaseIn(Folder),
            Postgres = await PostgresAsync(),
            Clock = Clock,
            Carrier = carrier => (carrier.IsManual, carrier.Rates) = (true, SimulatedCarrierRates.None),
            MakesCampaign = false,
            Configure = builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(Limits));
                Configure(builder);
            },
        });
        if (_app.Services.GetService<DatabaseSchema>() is { } schema)
        {
            await schema.MigrateAsync(default);
        }

        await _app.StartAsync();
        Root = new Uri(_app.Urls.Single());
    }

    public virtual async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public string TokenFor(Actor actor) => Get<DevelopmentTokens>().Issue(actor, Duration.FromDays(1));

    /// <summary>A campaign of its own, with an admin and two volunteers.</summary>
    public async Task<ServedCampaign> CampaignAsync()
    {
        var campaigns = Get<CampaignService>();
        var campaign = new Campaign { Id = CampaignId.New(), Name = "Riverside", JoinCode = CampaignId.New().ToString() };
        var admin = (await campaigns.CreateAsync(campaign, new User { Id = UserId.New(), FirstName = "Alex" })).Value!;
        await campaigns.GetNumbersAsync(admin, 5);
        return new ServedCampaign(this, admin, await VolunteerAsync("Jordan"), await VolunteerAsync("Sam"));

        async Task<Actor> VolunteerAsync(string name)
        {
            var user = (await campaigns.AddUserAsync(admin, new User { Id = UserId.New(), FirstName = name, LastName = "Lee" })).Value!;
            return new Actor(campaign.Id, user.Id, Role.Volunteer);
        }
    }
}

public sealed class InMemoryServed : Served;

public sealed class SqliteServed : Served
{
    protected override string DatabaseIn(string directory) => Path.Combine(directory, "served.db");
}

public sealed class PostgresServed : Served
{
    private string _connectionString = "";

    protected override async Task<string?> PostgresAsync() =>
        _connectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await (await PostgresServer.SharedAsync()).DropDatabaseAsync(new NpgsqlConnectionStringBuilder(_connectionString).Database!);
    }
}
