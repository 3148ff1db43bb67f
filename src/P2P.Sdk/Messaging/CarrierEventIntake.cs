using P2P.Sdk.Events;

namespace P2P.Sdk.Messaging;

/// <summary>Keeps what carriers tell us before anything is done with it, and wakes whoever deals with it.</summary>
internal sealed class CarrierEventIntake(ICarrierEventStore store, IEventStream events) : ICarrierEventSink
{
    public async Task TellAsync(CarrierEvent carrierEvent, CancellationToken cancellationToken)
    {
        FaultPoint.Reach("webhook.received");
        var kept = carrierEvent with
        {
            Account = KeptText.Clean(carrierEvent.Account),
            CarrierId = KeptText.Clean(carrierEvent.CarrierId),
            Text = KeptText.Clean(carrierEvent.Text),
            ErrorCode = carrierEvent.ErrorCode is { } code ? KeptText.Clean(code) : null,
        };
        if (await store.AddAsync(kept, cancellationToken))
        {
            FaultPoint.Reach("webhook.stored");
            events.Publish(new P2PEvent.CarrierEventKept(default));
        }
    }
}
