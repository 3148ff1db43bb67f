using NodaTime;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.SimulatedCarrier;
using P2P.Sdk.Testing;

namespace P2P.Sdk.Tests.SimulatedCarrier;

public sealed class SimulatedTransportContractTests : TransportContract, IDisposable
{
    private CarrierWorld? _world;

    public void Dispose() => _world?.Dispose();

    protected override Task<(IMessageTransport Transport, PhoneNumber To)> CreateAsync(CarrierBehaviour behaviour)
    {
        var code = behaviour switch
        {
            CarrierBehaviour.RefusesInvalidNumber => CarrierCodes.InvalidNumber,
            CarrierBehaviour.RefusesOptedOut => CarrierCodes.OptedOut,
            CarrierBehaviour.RefusesLandline => CarrierCodes.NotMobile,
            _ => null,
        };
        _world = new(options =>
        {
            options.Rates = SimulatedTransportTests.Calm();
            options.Rates.Rejected = code is null ? 0 : 1;
            options.Rates.Busy = behaviour == CarrierBehaviour.IsBusy ? 1 : 0;
            options.Rates.NoAnswer = behaviour is CarrierBehaviour.LosesItsAnswer or CarrierBehaviour.LosesTheText ? 1 : 0;
            options.Rates.TakenWithoutAnswer = behaviour == CarrierBehaviour.LosesItsAnswer ? 1 : 0;
        });
        var to = Enumerable.Range(0, 1000).Select(CarrierWorld.Contact)
            .First(number => Fate.Of(_world.Options, number, 0, Duration.FromHours(1)).Code == code);
        return Task.FromResult<(IMessageTransport, PhoneNumber)>((_world.Carrier, to));
    }
}
