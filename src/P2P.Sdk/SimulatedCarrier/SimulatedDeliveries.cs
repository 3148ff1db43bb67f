using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NodaTime;

namespace P2P.Sdk.SimulatedCarrier;

/// <summary>Tells what the simulated carrier has to tell, when its time comes.</summary>
internal sealed class SimulatedDeliveries(
    SimulatedTransport transport, IOptions<SimulatedCarrierOptions> options, IClock clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!options.Value.IsManual)
        {
            await transport.DeliverDueAsync(clock.GetCurrentInstant(), stoppingToken);
            await transport.WaitAsync(stoppingToken);
        }
    }
}
