using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging.Numbers;
using P2P.Sdk.Telemetry;

namespace P2P.Sdk.Messaging;

/// <summary>Hands queued texts to the carrier, a sender number at a time, each text at most once.</summary>
internal sealed partial class Dispatcher(
    IDispatchStore queue,
    ISenderNumberStore numbers,
    IConversationStore conversations,
    ConversationWriter writer,
    CarrierCall carrier,
    NodeClock nodeClock,
    IClock clock,
    TimeProvider time,
    IOptions<DispatchOptions> options,
    ILogger<Dispatcher> logger)
{
    private readonly DispatchOptions _options = options.Value;

    /// <summary>How many numbers this node sends from at once.</summary>
    private const int MostNumbers = 64;

    // By the number's lease: each number goes at its own pace, and a slow one keeps no other waiting.
    private readonly ConcurrentDictionary<SenderLease, Task<int>> _running = new();

    /// <summary>Begins to empty the queues of numbers that this node can lease now.</summary>
    /// <returns>One task a number, each with how many texts it dealt with.</returns>
    public async Task<IReadOnlyList<Task<int>>> StartAsync(CancellationToken cancellationToken)
    {
        var room = MostNumbers - _running.Count;
        if (room <= 0)
        {
            return [];
        }

        if (!await nodeClock.IsRightAsync(cancellationToken))
        {
            ClockIsWrong(logger, await nodeClock.ErrorAsync(cancellationToken));
            return [];
        }

        var leases = await queue.LeaseAsync(_options.Node, Lease, room, cancellationToken);
        if (leases.Count > 0)
        {
            FaultPoint.Reach("dispatch.leased");
        }

        return [.. leases.Where(lease => !_running.ContainsKey(lease)).Select(lease => Begin(lease, cancellationToken))];
    }

    /// <summary>Empties the queues of the numbers that this node can lease now.</summary>
    /// <returns>How many texts were dealt with.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken) =>
        (await Task.WhenAll(await StartAsync(cancellationToken))).Sum();

    /// <summary>Waits for what is with the carrier now.</summary>
    public Task WhenIdleAsync() => Task.WhenAll(_running.Values);

    private Duration Lease => Duration.FromTimeSpan(_options.Lease);

    private Task<int> Begin(SenderLease lease, CancellationToken cancellationToken)
    {
        // It is entered before it runs: one that ended sooner would stay entered, and its number never be served again.
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var emptied = EmptyAsync(lease, entered.Task, cancellationToken);
        _running[lease] = emptied;
        entered.SetResult();
        return emptied;
    }

    private async Task<int> EmptyAsync(SenderLease lease, Task entered, CancellationToken cancellationToken)
    {
        await entered;
        var (handled, waits) = (0, false);
        try
        {
            var most = (int)Math.Clamp(_options.SegmentsPerSecond, 1, _options.Parallel);
            for (long? renewed = time.GetTimestamp(); renewed is { } last;)
            {
                var started = time.GetTimestamp();
                var next = await queue.NextAsync(lease, most, cancellationToken);
                var batch = await HandOverAsync(lease, next, started, cancellationToken);
                handled += batch.Handled;
                waits = batch.Handled == 0 && batch.Waits;
                renewed = batch.Handled == 0 ? null : await PauseAsync(lease, last, batch.Pause, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NumberFailed(logger, failure);
        }
        finally
        {
            // Also at shutdown: what is not handed back waits for the lease to end. Where the day's cap is reached that is
            // meant: nobody looks at the number again before.
            _running.TryRemove(lease, out _);
            if (!waits)
            {
                await queue.ReleaseAsync(lease, CancellationToken.None);
            }
        }

        return handled;
    }

    /// <summary>Waits as long as pace or carrier want, and keeps the number meanwhile: its lease is renewed whenever a third
    /// of it is over.</summary>
    /// <param name="renewed">A timestamp not later than the last renewal's.</param>
    /// <returns>That of the last renewal now; <see langword="null"/> if another node has the number by now.</returns>
    private async Task<long?> PauseAsync(SenderLease lease, long renewed, TimeSpan pause, CancellationToken cancellationToken)
    {
        var third = _options.Lease / 3;
        for (var left = pause; ; left -= third)
        {
            var now = time.GetTimestamp();
            var wait = left < third ? left : third;
            if (time.GetElapsedTime(renewed, now) + wait >= third)
            {
                if (!await queue.RenewAsync(lease, Lease, cancellationToken))
                {
                    return null;
                }

                renewed = now;
            }

            if (wait <= TimeSpan.Zero)
            {
                return renewed;
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <param name="started">A timestamp not later than <see cref="NextTexts.Now"/>.</param>
    /// <returns>How many texts were dealt with, how long the number is to pause, and whether texts wait for another day.</returns>
    private async Task<(int Handled, TimeSpan Pause, bool Waits)> HandOverAsync(
        SenderLease lease, NextTexts next, long started, CancellationToken cancellationToken)
    {
        if (next.Messages.Count == 0)
        {
            return (0, TimeSpan.Zero, false);
        }

        var machine = (_options.Node, next.Now, next.Now + Duration.FromTimeSpan(_options.AnswerTimeout));
        var reads = await conversations.ReadAsync(
            lease.Campaign, [.. next.Messages.Select(id => new ConversationQuery { Message = id })], cancellationToken);
        var texts = reads.Zip(next.Messages)
            .Where(r => r.First?.FindMessage(r.Second) is { Status: MessageStatus.Queued })
            .Select(r => (Read: r.First!, Message: r.First!.FindMessage(r.Second)!))
            .ToList();
        if (texts.Count == 0)
        {
            return (0, TimeSpan.Zero, false);
        }

        using var activity = Traces.Begin("Dispatcher.HandOver");
        var now = clock.Now();
        var changes = texts.Select(t => HandOver.Decide(lease.Campaign, t.Read, t.Message, now, machine)).ToList();
        var waits = texts[0].Read.Campaign.Settings.DailySegments is { } cap
            && await numbers.SegmentsAsync(lease.Campaign, NumberCounting.DayOf(now), cancellationToken) >= cap;
        if (waits)
        {
            // Those that may not go at all still go back.
            (texts, changes) = (
                [.. texts.Where((_, i) => changes[i].Attempts.Count == 0)], [.. changes.Where(change => change.Attempts.Count == 0)]);
        }

        FaultPoint.Reach("dispatch.decided");
        var results = await writer.CommitAsync(changes, cancellationToken);
        FaultPoint.Reach("dispatch.sending");
        var sending = texts.Zip(changes, (text, change) => (text.Read, Change: change))
            .Where((text, i) => results[i] == CommitResult.Committed && text.Change.Attempts is [_])
            .ToList();

        foreach (var (message, change) in texts.Zip(changes, (text, change) => (text.Message, change)).Where((_, i) => results[i] == CommitResult.Committed))
        {
            Tell(message, change, now);
        }

        var busy = await carrier.SendAsync(lease.Campaign, sending, started);
        var segments = sending.Sum(text => text.Change.Messages[0].After.Segments);
        var paced = TimeSpan.FromSeconds(segments / _options.SegmentsPerSecond) - time.GetElapsedTime(started);
        return (texts.Count, new[] { busy, paced, TimeSpan.Zero }.Max(), waits);
    }

    private static void Tell(Message before, ConversationChange change, Instant now)
    {
        Metrics.LeaveQueue(now - before.CreatedAt);
        if (change.Messages.Select(m => m.After).FirstOrDefault(m => m.Id == before.Id) is { WithheldFor: { } reason })
        {
            Metrics.Withhold(reason);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "This node's clock is ahead of the database's by {Error}. It sends nothing until the clock is set: hours are judged by it.")]
    private static partial void ClockIsWrong(ILogger logger, Duration error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A sender number's queue could not be emptied; it is tried again.")]
    private static partial void NumberFailed(ILogger logger, Exception failure);
}
