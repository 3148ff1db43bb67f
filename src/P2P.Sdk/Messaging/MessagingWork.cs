using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using P2P.Sdk.Events;

namespace P2P.Sdk.Messaging;

internal sealed class DispatchWork(
    Dispatcher dispatcher, IOptions<DispatchOptions> options, IEventStream events, TimeProvider time, ILogger<DispatchWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => options.Value.PollEvery;

    protected override bool IsWokenBy(P2PEvent happened) => happened is P2PEvent.TextsQueued;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await dispatcher.StartAsync(cancellationToken);
        return false; // Also where numbers were leased: their texts may have to wait, and asking at once would spin.
    }

    /// <summary>Lets what is with the carrier be answered, and hands the numbers back.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await dispatcher.WhenIdleAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

internal sealed class ReconcileWork(
    Reconciler reconciler, IOptions<DispatchOptions> options, IEventStream events, TimeProvider time, ILogger<ReconcileWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => options.Value.FirstLookup < MostOften ? options.Value.FirstLookup : MostOften;

    private static readonly TimeSpan MostOften = TimeSpan.FromSeconds(5);

    protected override bool IsWokenBy(P2PEvent happened) => false;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        await reconciler.RunOnceAsync(cancellationToken);
        return false;
    }
}

internal sealed class CarrierEventWork(
    CarrierEventProcessor processor, IOptions<DispatchOptions> options, IEventStream events, TimeProvider time,
    ILogger<CarrierEventWork> logger)
    : BackgroundWork(events, time, logger)
{
    protected override TimeSpan Every => options.Value.PollEvery;

    protected override bool IsWokenBy(P2PEvent happened) => happened is P2PEvent.CarrierEventKept;

    protected override async Task<bool> WorkAsync(CancellationToken cancellationToken) =>
        await processor.RunOnceAsync(most: 100, cancellationToken) > 0;
}
