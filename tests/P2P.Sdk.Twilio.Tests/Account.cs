using Microsoft.Extensions.DependencyInjection;
using P2P.Sdk.Messaging;
using P2P.Sdk.Twilio.Messaging;

namespace P2P.Sdk.Twilio.Tests;

/// <summary>An account as a test sets it up.</summary>
internal static class Account
{
    public const string Sid = "AC00000000000000000000000000000001";
    public const string Token = "token-one";
    public const string Public = "https://text.example.org";

    public static void Configure(TwilioOptions options)
    {
        options.AccountSid = Sid;
        options.AuthToken = Token;
        options.WebhookBaseAddress = new(Public);
        options.Timeout = TimeSpan.FromSeconds(5);
    }

    /// <summary>What an app gets from <c>UseTwilio</c>.</summary>
    public static ServiceProvider Services(Uri api, Action<TwilioOptions>? configure = null)
    {
        var services = new ServiceCollection();

        // As many an app does for all of its clients, and it is not to hold for texts.
        services.ConfigureHttpClientDefaults(client => client.AddStandardResilienceHandler());
        services.AddP2P().UseInMemory().UseTwilio(options =>
        {
            Configure(options);
            options.ApiBaseAddress = api;
            configure?.Invoke(options);
        });
        return services.BuildServiceProvider();
    }

    public static TwilioTransport Transport(Uri api, Action<TwilioOptions>? configure = null) =>
        (TwilioTransport)Services(api, configure).GetRequiredService<IMessageTransport>();
}
