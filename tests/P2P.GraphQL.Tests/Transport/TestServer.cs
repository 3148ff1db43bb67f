using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using GraphQL;
using GraphQL.Validation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Transport;
using P2P.GraphQL.Transport.Limiting;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Users;

namespace P2P.GraphQL.Tests.Transport;

/// <summary>The transport with a small schema, on Kestrel and a free port.</summary>
public sealed class TestServer : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("p2p-transport-").FullName;
    private WebApplication _app = null!;
    private int _validated;

    public static Actor Admin { get; } = new(CampaignId.New(), UserId.New(), Role.Admin);

    public Actor Volunteer { get; } = Admin with { User = UserId.New(), Role = Role.Volunteer };

    public Action<GraphQLLimits> Configure { get; init; } = _ => { };

    /// <summary>Tests ask for more than people do: as long as none says otherwise, rates are not limited.</summary>
    public Action<RateLimitOptions> Limit { get; init; } = limits => (limits.UserPerMinute, limits.AddressPerMinute) = (0, 0);

    public Users Users { get; } = new();

    public LogLines Log { get; } = new();

    public Uri Url { get; private set; } = null!;

    public string Token => TokenFor(Admin);

    public Probe Probe { get; } = new();

    /// <summary>How often a document was validated.</summary>
    public int Validated => _validated;

    public IServiceProvider Services => _app.Services;

    public string TokenFor(Actor actor) => Services.GetRequiredService<DevelopmentTokens>().Issue(actor, Duration.FromHours(1));

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Development",
            ContentRootPath = _directory,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.Services.AddP2PAuthentication(builder.Configuration, builder.Environment);
        builder.Services.AddP2PGraphQLTransport(limits =>
        {
            limits.IntrospectionByVolunteers = true;
            Configure(limits);
        });
        builder.Services.Configure(Limit);
        builder.Services.AddSingleton<IActorVerifier>(Users);
        builder.Services.AddSingleton(Probe);
        builder.Services.AddGraphQL(graphql => graphql.AddAutoSchema<Query>(
            schema => schema.WithMutation<Mutation>().WithSubscription<Subscription>())
            .AddValidationRule(new Validations(this), useForCachedDocuments: true));
        _app = builder.Build();
        _app.MapP2PGraphQL();
        await _app.StartAsync();
        Url = new Uri(_app.Urls.Single() + "/graphql");
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    public HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = Url };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    public Task<Answer> PostAsync(string query, string accept = "application/graphql-response+json") =>
        PostAsync(Token, new { query }, accept);

    public async Task<Answer> PostAsync(string? token, object body, string accept = "application/graphql-response+json")
    {
        using var client = Client(token);
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = JsonContent.Create(body) };
        request.Headers.Accept.ParseAdd(accept);
        using var response = await client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    private sealed class Validations(TestServer server) : ValidationRuleBase
    {
        public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context)
        {
            Interlocked.Increment(ref server._validated);
            return default;
        }
    }
}

/// <summary>A response, read.</summary>
public sealed record Answer(int Status, JsonElement Json)
{
    public string? Code => Json.TryGetProperty("errors", out var errors) ? CodeOf(errors[0]) : null;

    public JsonElement Data => Json.GetProperty("data");

    public static string? CodeOf(JsonElement error) => error.GetProperty("extensions").GetProperty("code").GetString();

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) =>
        new((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
}

/// <summary>Whom a test has frozen, removed or given another role.</summary>
public sealed class Users : IActorVerifier
{
    private readonly ConcurrentDictionary<UserId, Outcome<Actor>> _changed = new();

    public void Set(Actor actor, Outcome<Actor> outcome) => _changed[actor.User] = outcome;

    /// <summary>The user at whom the question itself fails, as on a lost database.</summary>
    public static Actor Broken { get; } = TestServer.Admin with { User = UserId.New() };

    public Task<Outcome<Actor>> VerifyAsync(Caller caller, CancellationToken cancellationToken) =>
        caller.Actor == Broken
            ? throw new InvalidOperationException("Password123 is in this message")
            : Task.FromResult(caller.Actor is { } claimed ? _changed.GetValueOrDefault(claimed.User, claimed) : Refusal.NotFound("user"));
}

public sealed class LogLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
