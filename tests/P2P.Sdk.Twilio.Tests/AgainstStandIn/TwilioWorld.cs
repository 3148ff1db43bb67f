using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using P2P.Sdk.Messaging;
using P2P.Sdk.Testing;
using P2P.Sdk.Testing.Services;
using P2P.TestServers;
using P2P.TwilioStandIn;

namespace P2P.Sdk.Twilio.Tests.AgainstStandIn;

/// <summary>A campaign that texts through the stand-in, and an app that takes its webhooks. Nothing works in the background: a
/// test hands over and deals with what came.</summary>
internal sealed class TwilioWorld : IAsyncDisposable
{
    public const string Number = "+13125550001";

    private readonly WebApplication _app;

    private TwilioWorld(StandIn twilio, WebApplication app) => (Twilio, _app) = (twilio, app);

    public StandIn Twilio { get; }

    public string AccountSid { get; private init; } = "";

    public ServiceWorld Campaign { get; private set; } = null!;

    /// <summary>Where the stand-in and the store tell the machines' time from: the wall's, until a test moves ours.</summary>
    public SettableTime Machines { get; private set; } = null!;

    public static async Task<TwilioWorld> StartAsync(
        Action<StandInOptions>? service = null, Action<TwilioOptions>? configure = null, Action<P2PBuilder>? build = null)
    {
        var address = $"http://127.0.0.1:{FreePort.Next()}";
        var plays = new StandInOptions { Numbers = [Number], InboundUrl = $"{address}/webhooks/twilio/inbound", EventDelay = 0 };
        service?.Invoke(plays);
        var twilio = await StandIn.StartAsync(plays);
        var machines = new SettableTime(SystemClock.Instance.GetCurrentInstant());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.AddSingleton<IClock>(new FakeClock(ServiceWorld.Start));
        builder.Services.AddSingleton<TimeProvider>(machines);
        var p2p = builder.Services.AddP2P().UseInMemory().UseTwilio(options =>
        {
            Account.Configure(options);
            (options.AccountSid, options.AuthToken) = (plays.AccountSid, plays.AuthToken);
            options.Numbers.Add(Number);
            options.ApiBaseAddress = new(twilio.BaseAddress);
            options.WebhookBaseAddress = new(address);
            configure?.Invoke(options);
        });
        build?.Invoke(p2p);
        foreach (var work in builder.Services.Where(service => service.ServiceType == typeof(IHostedService)).ToList())
        {
            builder.Services.Remove(work);
        }

        var app = builder.Build();
        app.MapTwilioWebhooks();
        await app.StartAsync();
        return new(twilio, app) { AccountSid = plays.AccountSid, Machines = machines, Campaign = await ServiceWorld.CreateAsync(app.Services) };
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Presses send for one new contact and hands it over.</summary>
    public async Task<Message> SendAsync()
    {
        var target = await Campaign.ClaimOneAsync(Campaign.Ana, await Campaign.PublishAsync(1));
        var message = await Campaign.SendAsync(Campaign.Ana, target);
        await Campaign.DispatchAsync();
        return await Campaign.ReadAsync(message);
    }

    /// <summary>Waits for all that Twilio tells, and deals with it.</summary>
    public async Task<Message> HearAllAsync(Message message)
    {
        await Twilio.WhenQuietAsync();
        await Campaign.ProcessAsync();
        return await Campaign.ReadAsync(message);
    }

    public async ValueTask DisposeAsync()
    {
        await Twilio.DisposeAsync();
        await _app.DisposeAsync();
    }
}
