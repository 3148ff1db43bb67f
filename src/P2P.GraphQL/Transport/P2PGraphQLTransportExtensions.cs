using System.Text.Encodings.Web;
using GraphQL;
using GraphQL.Types;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Transport.Documents;
using P2P.GraphQL.Transport.Execution;
using P2P.GraphQL.Transport.Http;
using P2P.GraphQL.Transport.Limiting;
using P2P.GraphQL.Transport.WebSockets;

namespace P2P.GraphQL.Transport;

public static class P2PGraphQLTransportExtensions
{
    /// <summary>Serves a GraphQL.NET schema over HTTP, Server-Sent Events and WebSockets, within limits.</summary>
    /// <remarks>
    /// The schema is registered apart, by <c>AddGraphQL</c>, and so are
    /// <see cref="P2PAuthenticationExtensions.AddP2PAuthentication"/> and an <see cref="IActorVerifier"/>.
    /// </remarks>
    public static IServiceCollection AddP2PGraphQLTransport(
        this IServiceCollection services, Action<GraphQLLimits>? configure = null)
    {
        services.AddOptions<GraphQLLimits>().Configure(configure ?? (_ => { })).ValidateDataAnnotations()
            .Validate(
                limits => !limits.OnlyPersisted || !string.IsNullOrEmpty(limits.PersistedOperations),
                "GraphQL:OnlyPersisted needs GraphQL:PersistedOperations, the folder of what may be run.")
            .ValidateOnStart();
        services.AddGraphQL(graphql => graphql
            .AddSystemTextJson(json => json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping) // Served as JSON, never in HTML.
            .AddErrorInfoProvider(errors => errors.ExposeCodes = false) // They name the types of inner exceptions.
            .AddValidationRule<OperationKindRule>(useForCachedDocuments: true)
            .AddValidationRule<RequireAdminRule>(useForCachedDocuments: true)
            .AddValidationRule<OperationCostRule>(useForCachedDocuments: true)
            .ConfigureExecution<DocumentGate>());
        services.AddSingleton<PersistedOperations>();
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CallerLimits>();
        services.AddSingleton<StreamsEnd>();
        services.AddHostedService<StreamsEndAtStop>();
        services.AddSingleton<RequestReader>();
        services.AddSingleton<OperationExecutor>();
        services.AddSingleton<HttpAnswer>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<HttpEndpoint>();
        services.AddSingleton<WebSocketEndpoint>();
        return services;
    }

    /// <summary>Serves the schema at <paramref name="path"/>, over all three transports.</summary>
    /// <exception cref="InvalidOperationException">The schema has a fault, or a service is missing.</exception>
    public static IEndpointConventionBuilder MapP2PGraphQL(this WebApplication app, string path = "/graphql")
    {
        // Faults show here, not at the first request.
        app.Services.GetRequiredService<ISchema>().Initialize();
        if (app.Services.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IActorVerifier)) is false)
        {
            throw new InvalidOperationException($"Register an {nameof(IActorVerifier)}: it says whether a token's user is still there.");
        }

        _ = app.Services.GetRequiredService<PersistedOperations>(); // A folder that cannot be read stops the start.
        var http = app.Services.GetRequiredService<HttpEndpoint>();
        var sockets = app.Services.GetRequiredService<WebSocketEndpoint>();
        app.UseWebSockets();
        return app.Map(path, (HttpContext context) =>
            context.WebSockets.IsWebSocketRequest ? sockets.HandleAsync(context) : http.HandleAsync(context));
    }
}
