using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using P2P.Sdk.Events;

namespace P2P.Sdk;

/// <summary>Work that is done whenever an event tells of it, and looked for now and then, since events may be lost.</summary>
internal abstract partial class BackgroundWork(IEventStream events, TimeProvider time, ILogger logger) : BackgroundService
{
    protected abstract TimeSpan Every { get; }

    protected abstract bool IsWokenBy(P2PEvent happened);

    /// <returns>Whether there may be more to do at once.</returns>
    protected abstract Task<bool> WorkAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var woken = events.Subscribe(IsWokenBy);
        var wake = new SemaphoreSlim(0);
        var listening = ListenAsync(woken, wake, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = await TryWorkAsync(stoppingToken);
            if (!more)
            {
                await WaitAsync(wake, stoppingToken);
            }
        }

        await listening;
    }

    private async Task<bool> TryWorkAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await WorkAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            WorkFailed(logger, GetType().Name, failure);
            return false;
        }
    }

    private static async Task ListenAsync(IEventSubscription woken, SemaphoreSlim wake, CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var _ in woken.ReadAllAsync(stoppingToken))
            {
                if (wake.CurrentCount == 0)
                {
                    wake.Release();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task WaitAsync(SemaphoreSlim wake, CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new CancellationTokenSource(Every, time); // Unlike a timer of ours, it may fire as it is disposed.
            using var due = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, timer.Token);
            await wake.WaitAsync(due.Token);
        }
        catch (OperationCanceledException)
        {
            // Time to look again, or the host stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work} failed; it is tried again.")]
    private static partial void WorkFailed(ILogger logger, string work, Exception failure);
}
