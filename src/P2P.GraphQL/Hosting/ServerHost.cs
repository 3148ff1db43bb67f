using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using P2P.GraphQL.Actions.Photos;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Authentication.Tickets;
using P2P.GraphQL.Contacts.Import;
using P2P.GraphQL.Hosting.Settings;
using P2P.GraphQL.Hosting.Shutdown;
using P2P.GraphQL.Links;
using P2P.GraphQL.Messaging.Media;
using P2P.GraphQL.OptInForms;
using P2P.GraphQL.Results.Exports;
using P2P.GraphQL.Scripts.Images;
using P2P.GraphQL.Telemetry;
using P2P.GraphQL.Transport;
using P2P.GraphQL.Transport.Http;
using P2P.GraphQL.Transport.Limiting;
using P2P.Sdk.EntityFrameworkCore;
using P2P.Sdk.Messaging;

namespace P2P.GraphQL.Hosting;

/// <summary>The reference server, as one process.</summary>
public static class ServerHost
{
    /// <summary>Shorter than a balancer waits.</summary>
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(3);

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
        app.UseResponseCompression();
        app.UseCors();
        app.UseAddressLimits();
        app.MapP2PGraphQL();
        app.MapContactImports();
        app.MapActionPhotos();
        app.MapExports();
        app.MapScriptImages();
        MessageMediaEndpoint.Map(app);
        app.MapLinks();
        app.MapOptInForms();
        app.MapJoinPage();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }); // It answers: no more is asked.
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
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
        var clock = options.Clock ?? ShiftedClock.From(builder.Configuration, builder.Environment);
        if (WrongClock.From(builder.Configuration, builder.Environment) is { } wrong)
        {
            services.AddSingleton(provider => new NodeClock(provider.GetRequiredService<IDispatchStore>(), wrong));
            clock = new ShiftedClock(wrong.Error, clock);
        }

        services.AddSingleton(clock);
        var p2p = services.AddP2P().UseExcel();
        if (twilio is not null)
        {
            p2p.UseTwilio(twilio.Bind);
        }
        else
        {
            p2p.UseSimulatedCarrier(options.Carrier);
        }

        if (builder.Configuration.GetSection("Smtp") is var smtp && smtp.Exists())
        {
            p2p.UseSmtp(smtp.Bind);
        }

        if (builder.Configuration.GetSection("Van") is var van && van.Exists())
        {
            p2p.UseVan(van.Bind);
        }

        if (builder.Configuration.GetSection("Webhooks") is var webhooks && webhooks.Exists())
        {
            p2p.UseWebhooks(webhooks.Bind);
        }

        if (builder.Configuration.GetSection("WebPush") is var push && push.Exists())
        {
            p2p.UseWebPush(push.Bind);
        }

        p2p.UseStores(options, builder.Configuration).UseBlobs(options, builder.Configuration).UseNodes(options, builder.Configuration);
        services.AddOptions<Sdk.Links.LinkOptions>().BindConfiguration("Links");
        services.AddOptions<DispatchOptions>().BindConfiguration("Dispatch");
        services.AddP2PAuthentication(builder.Configuration, builder.Environment);
        services.AddSingleton<IActorVerifier, CampaignMembership>();
        services.AddSingleton<TicketOffice>();
        services.AddP2PGraphQLTransport(limits =>
        {
            builder.Configuration.Bind("GraphQL", limits);
            limits.IntrospectionByVolunteers ??= builder.Environment.IsDevelopment();
        });
        services.AddP2PGraphQLSchema();
        services.AddSingleton<RequestGate>();
        services.AddSingleton<ImportEndpoint>();
        services.AddSingleton<PhotoEndpoint>();
        services.AddSingleton<ScriptImageEndpoint>();
        services.AddSingleton<MessageMediaEndpoint>();
        services.AddOptInLimits();
        services.AddSingleton<ExportEndpoint>();
        services.AddSingleton(provider => new DatabaseHealth(provider.GetService<DatabaseSchema>(), TimeProvider.System));
        services.AddHealthChecks()
            .Add(new HealthCheckRegistration(
                "database", provider => provider.GetRequiredService<DatabaseHealth>(), null, ["ready"], ReadyTimeout))
            .AddCheck<ClockHealth>("clock", tags: ["ready"], timeout: ReadyTimeout)
            .AddCheck<Drain>("ending", tags: ["ready"]);
        services.AddOptions<ShutdownOptions>().BindConfiguration(ShutdownOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>(
            (host, shutdown) =>
            {
                host.ShutdownTimeout = shutdown.Value.Drain + shutdown.Value.Finish;

                // One that waits for a mail server or a CRM must not take the time in which texts are finished and numbers handed back.
                host.ServicesStopConcurrently = true;
            });
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>()); // After all others: the last is the first to hear of the end.
        services.AddTelemetryExport(builder.Configuration);
        services.AddCrossOrigin(builder.Configuration);
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true; // Answers hold no secret beside what the asker chooses: a token is never echoed.
            compression.MimeTypes = [MediaType.Json, MediaType.GraphQLResponse]; // Event streams go out as they come.
        });
        services.AddSingleton(options);
        services.AddOptions<StartSettings>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<StartSettings>, StartSettingsCheck>();
        if (!builder.Environment.IsDevelopment())
        {
            services.AddHostedService<NoDefaultCampaign>();
        }

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
