using Microsoft.Extensions.Options;
using P2P.Sdk;
using P2P.Sdk.Crm;
using P2P.Sdk.Webhooks;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PWebhookExtensions
{
    /// <summary>Tells a program of one's own, by signed webhooks, what users and contacts do, of what each campaign chooses.</summary>
    public static P2PBuilder UseWebhooks(this P2PBuilder builder, Action<WebhookOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<WebhookOptions>().Configure(configure).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsCheck>();
        builder.Services
            .AddHttpClient(WebhookCrm.Client)
            .RemoveAllLoggers() // An address may hold a secret of the receiver's.

            // What an app sets for all of its clients is no default for this one: the outbox sees to trying again.
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
            .ConfigureHttpClient((provider, client) => client.Timeout = provider.GetRequiredService<IOptions<WebhookOptions>>().Value.Timeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
        builder.Services.AddSingleton<ICrm, WebhookCrm>();
        return builder;
    }
}
