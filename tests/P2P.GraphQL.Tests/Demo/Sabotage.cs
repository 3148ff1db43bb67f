using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;
using P2P.GraphQL.Demo;
using P2P.Sdk.Messaging;
using P2P.Sdk.OptOuts;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.GraphQL.Tests.Demo;

/// <summary>Safeguards taken out, one at a time.</summary>
internal static class Sabotage
{
    /// <summary>Every twentieth text is handed over again, as a dispatcher would that forgets what it has done.</summary>
    public static void SendTwice(IServiceCollection services) =>
        services.Decorate<IMessageTransport>((transport, _) => new TwiceTransport(transport));

    /// <summary>Nobody recognizes STOP: it arrives as a friendly word.</summary>
    public static void HearNoStop(IServiceCollection services) =>
        services.Decorate<ICarrierEventSink>((sink, _) => new DeafSink(sink));

    /// <summary>Everything that judges hours believes it to be five hours later than it is; the carrier knows better.</summary>
    public static void MistakeTheTime(IServiceCollection services)
    {
        services.Decorate<IClock>((clock, _) => new FastClock((SimulatedClock)clock));
        services.Replace(ServiceDescriptor.Singleton(provider =>
            ActivatorUtilities.CreateInstance<SimulatedTransport>(
                provider, ((FastClock)provider.GetRequiredService<IClock>()).True)));
    }

    private sealed class TwiceTransport(IMessageTransport transport) : IMessageTransport
    {
        private int _sent;

        public async Task<TransportAnswer> SendAsync(OutgoingText text, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _sent) % 20 == 0)
            {
                await transport.SendAsync(text, cancellationToken);
            }

            return await transport.SendAsync(text, cancellationToken);
        }
    }

    private sealed class DeafSink(ICarrierEventSink sink) : ICarrierEventSink
    {
        public Task TellAsync(CarrierEvent carrierEvent, CancellationToken cancellationToken) => sink.TellAsync(
            carrierEvent.Kind == CarrierEventKind.Inbound && ReplyClassifier.Classify(carrierEvent.Text) == ReplyClass.OptOut
                ? carrierEvent with { Text = "Tell me more" }
                : carrierEvent,
            cancellationToken);
    }

    private sealed class FastClock(SimulatedClock clock) : IClock
    {
        public IClock True => clock;

        public Instant GetCurrentInstant() => clock.GetCurrentInstant() + Duration.FromHours(5);
    }
}
