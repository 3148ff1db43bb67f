using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using P2P.Sdk.Contacts;
using P2P.Sdk.Messaging;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.Sdk.Tests.SimulatedCarrier;

/// <summary>A simulated carrier in manual mode, at a fixed moment, and all that it told.</summary>
internal sealed class CarrierWorld : ICarrierEventSink, IDisposable
{
    public static readonly PhoneNumber Campaign = PhoneNumber.Parse("+13125550001");

    public CarrierWorld(Action<SimulatedCarrierOptions>? configure = null)
    {
        Options = new() { IsManual = true };
        configure?.Invoke(Options);
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        Ledger = new(options);
        Carrier = new(options, Ledger, this, Clock, TimeProvider.System, NullLogger<SimulatedTransport>.Instance);
        Numbers = new SimulatedNumberPool(options, Ledger);
        LineTypes = new SimulatedLineTypes(options);
    }

    public SimulatedCarrierOptions Options { get; }

    public FakeClock Clock { get; } = new(Instant.FromUtc(2026, 10, 6, 16, 0));

    public SimulatedCarrierLedger Ledger { get; }

    public SimulatedTransport Carrier { get; }

    public INumberPool Numbers { get; }

    public ILineTypes LineTypes { get; }

    public ConcurrentQueue<CarrierEvent> Told { get; } = [];

    /// <summary>How many tellings fail from now on.</summary>
    public int Deaf { get; set; }

    public static PhoneNumber Contact(int index) => PhoneNumber.Parse($"+1{202 + (index / 10_000)}556{index % 10_000:0000}");

    /// <summary>A message id that is the same in each run.</summary>
    public static MessageId Message(int index) => new(new Guid(index, 1, 7, new byte[8]));

    public static OutgoingText Text(int index, PhoneNumber? to = null, Duration? validFor = null) =>
        new(Message(index), Campaign, to ?? Contact(index), $"Text {index}", validFor ?? Duration.FromHours(4));

    /// <returns>Null for no answer.</returns>
    public async Task<TransportAnswer?> SendAsync(OutgoingText text)
    {
        try
        {
            return await Carrier.SendAsync(text, default);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async Task PassAsync(Duration time)
    {
        Clock.Advance(time);
        await Carrier.DeliverDueAsync(Clock.GetCurrentInstant());
    }

    public Task TellAsync(CarrierEvent carrierEvent, CancellationToken cancellationToken)
    {
        if (Deaf > 0)
        {
            Deaf--;
            throw new IOException("The event was not kept.");
        }

        Told.Enqueue(carrierEvent);
        return Task.CompletedTask;
    }

    public void Dispose() => Ledger.Dispose();
}
