using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Benchmarks.Load.Http;
using P2P.Benchmarks.Load.References;
using P2P.GraphQL.Authentication;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.Users;
using P2P.TestServers;

namespace P2P.Benchmarks.Load;

/// <summary>
/// A PostgreSQL, the real server on it, and the reference server beside it; one campaign with an admin. Each is a process of its
/// own, and so is the generator of the load: this one. It is noon in Chicago.
/// </summary>
internal sealed class LoadSystem : IAsyncDisposable
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 3, 18, 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("p2p-load-").FullName;
    private readonly Duration _offset = Noon - SystemClock.Instance.GetCurrentInstant();
    private readonly PostgresServer _postgres;
    private readonly DevelopmentTokens _tokens;
    private readonly string _server;
    private int _campaigns;

    private LoadSystem(PostgresServer postgres, string database, string bare, string server)
    {
        (_postgres, Database, Bare, _server) = (postgres, database, bare, server);
        var services = new ServiceCollection().AddSingleton<IClock>(Clock);
        services.AddP2P().UsePostgreSql(database + Tracked).UseSimulatedCarrier();
        Services = services.BuildServiceProvider();
        var environment = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = _folder }).Environment;
        _tokens = new DevelopmentTokens(Options.Create(new P2PAuthenticationOptions()), environment, Clock);
    }

    /// <summary>Has the server count what this process's own reads cost; the servers under load are not slowed by it.</summary>
    private static string Tracked => ";Options=-c pg_stat_statements.track=all";

    /// <summary>The connection string of the real server's database.</summary>
    public string Database { get; }

    /// <summary>That of the references.</summary>
    public string Bare { get; }

    public IClock Clock => new Shifted(_offset);

    /// <summary>The SDK on the same database, in this process: for what is measured at the store.</summary>
    public ServiceProvider Services { get; }

    /// <summary>Of the campaign that is texted.</summary>
    public Actor Admin { get; private set; } = null!;

    /// <summary>Of all processes of PostgreSQL, for both databases.</summary>
    public TimeSpan PostgresCpuTime => ProcessTime.OfTree(int.Parse(
        File.ReadLines(Path.Combine(_postgres.Folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture));

    public ServedProcess Server { get; private set; } = null!;

    public ServedProcess Reference { get; private set; } = null!;

    /// <param name="server">The server's program; <see langword="null"/>: the one beside this.</param>
    public static async Task<LoadSystem> StartAsync(FileInfo? server)
    {
        var postgres = await PostgresServer.StartAsync(new PostgresServerOptions
        {
            Durable = true,
            Settings = new Dictionary<string, string>
            {
                ["shared_buffers"] = "1GB",
                ["max_wal_size"] = "8GB", // No checkpoint by size falls into one run and not into its neighbour.
                ["shared_preload_libraries"] = "pg_stat_statements",
                ["pg_stat_statements.track"] = "none",
            },
        });
        var system = new LoadSystem(
            postgres, await postgres.CreateDatabaseAsync("p2p"), await postgres.CreateDatabaseAsync("bare"),
            server?.FullName ?? Path.Combine(AppContext.BaseDirectory, "P2P.GraphQL.dll"));
        await system.Services.GetRequiredService<DatabaseSchema>().MigrateAsync(default);
        await Sql.ExecuteAsync(system.Database, "CREATE EXTENSION pg_stat_statements");
        system.Admin = await system.AddCampaignAsync("Riverside Tenants");
        system.Reference = await system.StartReferenceAsync();
        system.Server = await system.StartServerAsync();
        return system;
    }

    /// <summary>The SDK on the same database, as an app has it in its own process: its reads are not counted.</summary>
    public ServiceProvider CreateEmbedded()
    {
        var services = new ServiceCollection().AddSingleton<IClock>(Clock);
        services.AddP2P().UsePostgreSql(Database).UseSimulatedCarrier();
        return services.BuildServiceProvider();
    }

    /// <returns>Its admin.</returns>
    public async Task<Actor> AddCampaignAsync(string name)
    {
        var campaigns = Services.GetRequiredService<CampaignService>();
        var campaign = new Campaign
        {
            Id = CampaignId.New(),
            Name = name,
            JoinCode = $"LOAD{_campaigns++}",
            Settings = new() { TimeZone = "America/Chicago", BucketSize = 25 },
        };
        var admin = (await campaigns.CreateAsync(campaign, new User { Id = UserId.New(), FirstName = "Alex" })).Value!;
        await campaigns.GetNumbersAsync(admin, 10);
        return admin;
    }

    public string TokenFor(Actor actor) => _tokens.Issue(actor, Duration.FromDays(1));

    public async Task<IReadOnlyList<Actor>> AddVolunteersAsync(int count)
    {
        var campaigns = Services.GetRequiredService<CampaignService>();
        var volunteers = new List<Actor>();
        for (var i = 0; i < count; i++)
        {
            var user = (await campaigns.AddUserAsync(Admin, new User { Id = UserId.New(), FirstName = $"Volunteer {i}" })).Value!;
            volunteers.Add(new Actor(Admin.Campaign, user.Id, Role.Volunteer));
        }

        // What autovacuum does within a minute of a crowd's joining; the tables of the references are analyzed too.
        await Sql.ExecuteAsync(Database, "ANALYZE users");

        return volunteers;
    }

    /// <summary>The data of an answer without refusals.</summary>
    public async Task<JsonElement> AskAsync(Actor actor, string document, object? variables = null)
    {
        using var connection = await HttpConnection.OpenAsync(Server.Root);
        var (_, body) = await connection.ExchangeAsync(HttpRequest.GraphQL(TokenFor(actor), document, variables));
        using var answer = JsonDocument.Parse(body);
        return body.Span.IndexOf("\"errors\":[{"u8) < 0
            ? answer.RootElement.GetProperty("data").Clone()
            : throw new InvalidOperationException(answer.RootElement.ToString());
    }

    /// <summary>One run against one server, with what it took of the processors.</summary>
    public async Task<LoadSample> TimeAsync(ServedProcess server, IReadOnlyList<IReadOnlyList<byte[]>> parts, string expected)
    {
        var (served, kept) = (server.CpuTime, PostgresCpuTime);
        var sample = await HttpLoad.RunAsync(server.Root, parts, expected);
        var requests = parts.Sum(part => part.Count);
        return sample with
        {
            ServerTime = (server.CpuTime - served).TotalMilliseconds / requests,
            DatabaseTime = (PostgresCpuTime - kept).TotalMilliseconds / requests,
        };
    }

    /// <summary>Another process of the real server, on the same database.</summary>
    /// <remarks>Its sender numbers have a long code's pace, one segment a second: what users send stays in the queue, for the
    /// hours that it takes the carrier.</remarks>
    /// <param name="settings">Beside those of all servers.</param>
    public Task<ServedProcess> StartServerAsync(IReadOnlyDictionary<string, string>? settings = null) => ServedProcess.StartAsync(
        url => ["dotnet", _server, "serve", "--urls", url],
        _folder,
        new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ConnectionStrings__Postgres"] = Database,
            ["Blobs"] = Path.Combine(_folder, "blobs"),
            ["Clock__Offset"] = _offset.ToTimeSpan().ToString("c", CultureInfo.InvariantCulture),
            ["RateLimits__UserPerMinute"] = "0",
            ["RateLimits__AddressPerMinute"] = "0",
            ["RateLimits__UserSubscriptions"] = "100000",
            ["Dispatch__SegmentsPerSecond"] = "1",
        },
        HttpRequest.GraphQL(TokenFor(Admin), "{ viewer { user { id } } }"));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Reference.DisposeAsync();
        await Services.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<ServedProcess> StartReferenceAsync() => ServedProcess.StartAsync(
        url => ["dotnet", Path.Combine(AppContext.BaseDirectory, "P2P.Benchmarks.dll"), ReferenceServer.Argument, url, Bare],
        _folder,
        new Dictionary<string, string>(),
        HttpRequest.Post("/empty"));

    private sealed class Shifted(Duration offset) : IClock
    {
        public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant() + offset;
    }
}
