using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.Testing;
using P2P.TwilioStandIn;
using P2P.TwilioStandIn.Messages;

namespace P2P.Sdk.Twilio.Tests.AgainstStandIn;

public sealed class TwilioTransportContractTests : TransportContract, IAsyncLifetime
{
    private static readonly StandInOptions Service = new() { Numbers = [$"{From}", "+13125550002"], EventDelay = 0 };

    private StandIn _twilio = null!;

    public async Task InitializeAsync() => _twilio = await StandIn.StartAsync(Service);

    public async Task DisposeAsync() => await _twilio.DisposeAsync();

    protected override Task<(IMessageTransport Transport, PhoneNumber To)> CreateAsync(CarrierBehaviour behaviour)
    {
        _twilio.Set(behaviour switch
        {
            CarrierBehaviour.RefusesInvalidNumber => new() { Before = Fault.Refuse, Code = 21211 },
            CarrierBehaviour.RefusesOptedOut => new() { Before = Fault.Refuse, Code = 21610 },
            CarrierBehaviour.RefusesLandline => new() { Before = Fault.Refuse, Code = 21614 },
            CarrierBehaviour.IsBusy => new() { Before = Fault.TooMany, RetryAfter = 3 },
            CarrierBehaviour.LosesItsAnswer => new() { After = Fault.Reset },
            CarrierBehaviour.LosesTheText => new() { Before = Fault.Reset },
            _ => new Script(),
        });
        IMessageTransport transport = Account.Transport(new(_twilio.BaseAddress), options =>
            (options.AccountSid, options.AuthToken) = (Service.AccountSid, Service.AuthToken));
        return Task.FromResult((transport, PhoneNumber.Parse("+13125550142")));
    }
}
