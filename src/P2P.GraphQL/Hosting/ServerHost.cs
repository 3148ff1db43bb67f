using Microsoft.Extensions.Configuration.Memory;
using NodaTime;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Contacts.Import;
using P2P.GraphQL.Transport;

namespace P2P.GraphQL.Hosting;

/// <summary>The reference server, as one process.</summary>
public static class ServerHost
{
    /// <summary>What is logged where no configuration says otherwise.</summary>
    /// <remarks>ASP.NET Core's line for each request holds its query string, and that may hold numbers and names.</remarks>
    private static MemoryConfigurationSource QuietLogs => new()
    {
        InitialData = [
            new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
            new("Logging:LogLevel:Microsoft.Extensions.Hosting", "Critical"), // A failed start is thrown, and told once.
        ],
    };

    /// <summary>Builds the server, ready to be started. Nothing is opened or written yet.</summary>
    public static WebApplication Build(ServerOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = options.Environment,
            ContentRootPath = options.ContentRoot,
        });
        builder.Configuration.Sources.Insert(0, QuietLogs);
        if (options.Urls is { } urls)
        {
            builder.WebHost.UseUrls(urls);
        }

        var twilio = TwilioOf(builder, options);
        AddServices(builder, options, twilio);
        options.Configure?.Invoke(builder);
        var app = builder.Build();
        app.MapP2PGraphQL();
        app.MapContactImports();
        app.MapHealthChecks("/health/live");
        if (twilio is not null)
        {
            app.MapTwilioWebhooks();
        }

        app.MapGet("/", FrontPage.Show);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, ServerOptions options, IConfigurationSection? twilio)
    {
        var services = builder.Services;
        services.AddSingleton(options.Clock ?? SystemClock.Instance);
        var p2p = services.AddP2P();
        if (twilio is not null)
        {
            p2p.UseTwilio(twilio.Bind);
        }
        else
        {
            p2p.UseSimulatedCarrier(options.Carrier);
        }

        if (options.Database is { } file)
        {
            p2p.UseSqlite($"Data Source={file}", migrateAtStart: true);
        }
        else
        {
            p2p.UseInMemory();
        }

        services.AddP2PAuthentication(builder.Configuration, builder.Environment);
        services.AddSingleton<IActorVerifier, CampaignMembership>();
        services.AddP2PGraphQLTransport(limits => builder.Configuration.Bind("GraphQL", limits));
        services.AddP2PGraphQLSchema();
        services.AddSingleton<ImportEndpoint>();
        services.AddHealthChecks();
        if (builder.Environment.IsDevelopment() && options.MakesCampaign)
        {
            services.AddSingleton<DevelopmentCampaign>();
            services.AddHostedService(provider => provider.GetRequiredService<DevelopmentCampaign>());
        }
    }

    /// <returns>The account to text through; <see langword="null"/> where none is configured, or where the caller has set the
    /// simulated carrier: a rehearsal texts nobody, whatever the machine's configuration holds.</returns>
    private static IConfigurationSection? TwilioOf(WebApplicationBuilder builder, ServerOptions options) =>
        options.Carrier is null && builder.Configuration.GetSection("Twilio") is var twilio && twilio.Exists() ? twilio : null;
}
