using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using P2P.Sdk;
using P2P.Sdk.Notifications.Push;
using P2P.Sdk.WebPush;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PWebPushExtensions
{
    /// <summary>Users can be told on their browsers too, by Web Push.</summary>
    public static P2PBuilder UseWebPush(this P2PBuilder builder, Action<WebPushOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<WebPushOptions>().Configure(configure).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<WebPushOptions>, WebPushOptionsCheck>();
        builder.Services.AddSingleton<IPushSender>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<WebPushOptions>>();
            return new WebPushSender(
                options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<WebPushSender>>(),
                WebPushSender.Handler(PublicAddress.Is, options.Value.Timeout));
        });
        return builder;
    }
}
