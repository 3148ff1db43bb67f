using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using P2P.Sdk;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Media;
using P2P.Sdk.Twilio;
using P2P.Sdk.Twilio.LineTypes;
using P2P.Sdk.Twilio.Messaging;
using P2P.Sdk.Twilio.Numbers;
using P2P.Sdk.Twilio.Rest;
using P2P.Sdk.Twilio.Webhooks;
using Polly;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PTwilioExtensions
{
    /// <summary>Sends and receives through Twilio. What Twilio tells comes by <c>app.MapTwilioWebhooks()</c>.</summary>
    public static P2PBuilder UseTwilio(this P2PBuilder builder, Action<TwilioOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<TwilioOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TwilioOptions>, TwilioOptionsCheck>();
        services.AddOptions<DispatchOptions>().Configure<IOptions<TwilioOptions>>((dispatch, twilio) =>
            dispatch.SegmentsPerSecond = twilio.Value.SegmentsPerSecond ?? dispatch.SegmentsPerSecond);
        AddClients(services);
        services.AddSingleton<TwilioApi>();
        services.AddSingleton<TwilioTransport>();
        services.AddSingleton<IMessageTransport>(provider => provider.GetRequiredService<TwilioTransport>());
        services.AddSingleton<IMessageLookup>(provider => provider.GetRequiredService<TwilioTransport>());
        services.AddSingleton<TwilioNumbers>();
        services.AddSingleton<INumberPool, TwilioNumberPool>();
        services.AddSingleton<ILineTypes, TwilioLineTypes>();
        services.AddSingleton<IMediaSource, TwilioMedia>();
        services.AddSingleton<TwilioWebhooks>();
        return builder;
    }

    private static void AddClients(IServiceCollection services)
    {
        AddClient(services, TwilioApi.Creates)
            .ConfigureHttpClient((provider, client) => client.Timeout = Options(provider).Timeout);
        AddClient(services, TwilioApi.Reads)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .AddResilienceHandler("reads", (pipeline, context) =>
            {
                // Within the outer time as often as it takes; Twilio's Retry-After is kept to.
                pipeline.AddTimeout(TimeSpan.FromMinutes(1));
                pipeline.AddRetry(new HttpRetryStrategyOptions { Delay = TimeSpan.FromMilliseconds(500) });
                pipeline.AddTimeout(Options(context.ServiceProvider).Timeout);
            });
    }

    private static IHttpClientBuilder AddClient(IServiceCollection services, string name) => services
        .AddHttpClient(name)
        .RemoveAllLoggers() // They log addresses, and those hold numbers.

        // What an app sets for all of its clients is no default for these: a retry would text people twice.
        .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
        .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
        {
            // A text that was redirected would be handed over by a rule that is not ours.
            AllowAutoRedirect = false,
            UseCookies = false,

            // Sooner than the answer's time: what has no connection yet has certainly not left.
            ConnectTimeout = Options(provider).Timeout / 2,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });

    private static TwilioOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<TwilioOptions>>().Value;
}
