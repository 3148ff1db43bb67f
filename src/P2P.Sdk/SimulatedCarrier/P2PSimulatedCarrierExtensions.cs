using Microsoft.Extensions.Options;
using P2P.Sdk;
using P2P.Sdk.Messaging;
using P2P.Sdk.SimulatedCarrier;

namespace Microsoft.Extensions.DependencyInjection;

public static class P2PSimulatedCarrierExtensions
{
    /// <summary>Sends nothing: rehearses with simulated phones, people, numbers and mishaps.</summary>
    public static P2PBuilder UseSimulatedCarrier(this P2PBuilder builder, Action<SimulatedCarrierOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptions<SimulatedCarrierOptions>()
            .Configure(configure ?? (_ => { }))
            .Validate(o => IsWithin(o.AcceptLatency, TimeSpan.FromMinutes(1)), "AcceptLatency is from 0 to 1 minute.")
            .Validate(o => IsWithin(o.StatusDelay, TimeSpan.FromHours(1)), "StatusDelay is from 0 to 1 hour.")
            .Validate(o => IsWithin(o.ReplyDelay, TimeSpan.FromDays(1)), "ReplyDelay is from 0 to 1 day.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SimulatedCarrierOptions>, SimulatedCarrierOptionsValidator>();
        services.AddSingleton<SimulatedCarrierLedger>();
        services.AddSingleton<SimulatedTransport>();
        services.AddSingleton<IMessageTransport>(provider => provider.GetRequiredService<SimulatedTransport>());
        services.AddSingleton<IMessageLookup>(provider => provider.GetRequiredService<SimulatedTransport>());
        services.AddSingleton<ILineTypes, SimulatedLineTypes>();
        services.AddSingleton<INumberPool, SimulatedNumberPool>();
        services.AddHostedService<SimulatedDeliveries>();
        return builder;
    }

    private static bool IsWithin(TimeSpan delay, TimeSpan most) => delay >= TimeSpan.Zero && delay <= most;
}
