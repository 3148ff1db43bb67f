using Microsoft.Extensions.Options;
using P2P.Sdk;
using P2P.Sdk.Crm;
using P2P.Sdk.Van;
using P2P.Sdk.Van.Rest;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PVanExtensions
{
    /// <summary>Tells VAN what users and contacts do, by the mappings that each campaign sets.</summary>
    public static P2PBuilder UseVan(this P2PBuilder builder, Action<VanOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<VanOptions>().Configure(configure).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<VanOptions>, VanOptionsCheck>();
        builder.Services
            .AddHttpClient(VanApi.Client)
            .RemoveAllLoggers() // They log addresses, and those hold ids of people.

            // What an app sets for all of its clients is no default for this one: a canvass response is not to be repeated blindly.
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
            .ConfigureHttpClient((provider, client) => client.Timeout = provider.GetRequiredService<IOptions<VanOptions>>().Value.Timeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, // A found person comes as a redirect.
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            });
        builder.Services.AddSingleton<VanApi>();
        builder.Services.AddSingleton<VanCodes>();
        builder.Services.AddSingleton<VanPeople>();
        builder.Services.AddSingleton<ICrm, VanCrm>();
        return builder;
    }
}
