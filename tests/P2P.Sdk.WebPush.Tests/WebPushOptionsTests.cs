using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using P2P.Sdk.Notifications.Push;

namespace P2P.Sdk.WebPush.Tests;

public sealed class WebPushOptionsTests
{
    [Fact]
    public async Task A_host_with_wrong_settings_does_not_start_and_names_them_all()
    {
        using var host = Build(push => (push.PrivateKey, push.Subject, push.Timeout) = ("AAAA", "tech", TimeSpan.Zero));
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(["WebPush:PrivateKey", "WebPush:Subject", "WebPush:Timeout"], failure.Failures.Select(fault => fault.Split(' ')[0]));
        Assert.DoesNotContain("AAAA", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_was_made_is_the_one_that_browsers_get()
    {
        var key = WebPushKey.Make();
        using var host = Build(push => (push.PrivateKey, push.Subject) = (key.Private, "https://example.org/contact"));
        Assert.Equal(key.Public, host.Services.GetRequiredService<IPushSender>().PublicKey);
        Assert.Equal(key.Public, host.Services.GetRequiredService<PushSubscriptionService>().PublicKey);
    }

    private static IHost Build(Action<WebPushOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddP2P().UseInMemory().UseSimulatedCarrier().UseWebPush(configure);
        return builder.Build();
    }
}
