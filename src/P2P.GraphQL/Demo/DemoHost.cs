using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using P2P.GraphQL.Demo.Verdicts;
using P2P.GraphQL.Hosting;
using P2P.GraphQL.Transport.Limiting;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.GraphQL.Demo;

/// <summary>The reference server on a SQLite file, with a simulated carrier and a simulated day.</summary>
internal static class DemoHost
{
    /// <summary>A Tuesday without a holiday, ten minutes before the first hours of the continent open at 9.</summary>
    private static readonly Instant FirstMorning = Instant.FromUtc(2026, 10, 6, 12, 50);

    /// <param name="replace">Applied last.</param>
    public static WebApplication Build(DemoOptions options, Action<IServiceCollection>? replace) => ServerHost.Build(new ServerOptions
    {
        Urls = options.Urls,
        Database = options.Database,
        IsDatabaseNamed = true,
        Redis = "", // A demo is one process, whatever the machine is configured for.
        Environment = "Development",
        MakesCampaign = false,
        Carrier = carrier => (carrier.Seed, carrier.LedgerFile) = (options.Seed, options.LedgerFile),
        Configure = builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft.AspNetCore", LogLevel.Error); // The table has the terminal.
            var services = builder.Services;
            services.Replace(ServiceDescriptor.Singleton<IClock>(provider => StartClock(provider, options.Speed)));
            services.Configure<RateLimitOptions>(limits => (limits.UserPerMinute, limits.AddressPerMinute) = (0, 0)); // Its volunteers are faster than people.
            services.Configure<DispatchOptions>(dispatch => dispatch.Node = "p2p-demo"); // A killed start's leases are the next one's.
            services.AddSingleton(_ => new CommitOrder(options.CommitOrderFile));
            services.Decorate<IConversationStore>((store, provider) =>
                new WitnessedConversationStore(
                    store, provider.GetRequiredService<CommitOrder>(), provider.GetRequiredService<TimeProvider>(), options.Speed));
            replace?.Invoke(services);
        },
    });

    /// <summary>A second start goes on where the carrier's ledger ends: time does not run backward.</summary>
    private static SimulatedClock StartClock(IServiceProvider provider, double speed)
    {
        var ledger = provider.GetRequiredService<SimulatedCarrierLedger>();
        var last = ledger.Texts.Select(text => text.At).Concat(ledger.Replies.Select(reply => reply.ToldAt))
            .Append(FirstMorning).Max();
        return new SimulatedClock(last, speed);
    }
}
