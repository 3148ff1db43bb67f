using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Messaging;

/// <summary>Hands queued texts to the carrier, a sender number at a time, each text at most once.</summary>
internal sealed partial class Dispatcher(
    IDispatchStore queue,
    IConversationStore conversations,
    ICampaignStore campaigns,
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
        var handled = 0;
        try
        {
            var most = (int)Math.Clamp(_options.SegmentsPerSecond, 1, _options.Parallel);
            while (await queue.NextAsync(lease, most, cancellationToken) is { Count: > 0 } next)
            {
                var batch = await HandOverAsync(lease, next, cancellationToken);
                handled += batch.Handled;
                if (batch.Handled == 0 || !await PauseAsync(lease, batch.Pause, cancellationToken))
                {
                    break;
                }
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            NumberFailed(logger, failure);
        }
        finally
        {
            // Also at shutdown: what is not handed back waits for the lease to end.
            _running.TryRemove(lease, out _);
            await queue.ReleaseAsync(lease, CancellationToken.None);
        }

        return handled;
    }

    /// <summary>Waits as long as pace or carrier want, and keeps the number meanwhile.</summary>
    /// <returns>False if another node has the number by now.</returns>
    private async Task<bool> PauseAsync(SenderLease lease, TimeSpan pause, CancellationToken cancellationToken)
    {
        for (var left = pause; ; left -= _options.Lease / 3)
        {
            if (!await queue.RenewAsync(lease, Lease, cancellationToken))
            {
                return false;
            }

            if (left <= TimeSpan.Zero)
            {
                return true;
            }

            await Task.Delay(left < _options.Lease / 3 ? left : _options.Lease / 3, time, cancellationToken);
        }
    }

    private async Task<(int Handled, TimeSpan Pause)> HandOverAsync(
        SenderLease lease, IReadOnlyList<MessageId> next, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var machineNow = await queue.NowAsync(cancellationToken);
        var machine = (_options.Node, machineNow, machineNow + Duration.FromTimeSpan(_options.AnswerTimeout));
        var reads = await conversations.ReadAsync(
            lease.Campaign, [.. next.Select(id => new ConversationQuery { Message = id })], cancellationToken);
        var texts = reads.Zip(next)
            .Where(r => r.First?.FindMessage(r.Second) is { Status: MessageStatus.Queued })
            .Select(r => (Read: r.First!, Message: r.First!.FindMessage(r.Second)!))
            .ToList();
        if (texts.Count == 0)
        {
            return (0, TimeSpan.Zero);
        }

        var frozen = await FrozenAsync(lease.Campaign, texts.Select(t => t.Message), cancellationToken);
        var now = clock.Now();
        var changes = texts
            .Select(t => HandOver.Decide(
                lease.Campaign, t.Read, t.Message, t.Message.Sender is { } s && frozen.Contains(s), now, machine))
            .ToList();
        FaultPoint.Reach("dispatch.decided");
        var results = await writer.CommitAsync(changes, cancellationToken);
        FaultPoint.Reach("dispatch.sending");

        var calls = new List<Task<TimeSpan>>();
        for (var i = 0; i < changes.Count; i++)
        {
            if (results[i] == CommitResult.Committed && changes[i].Attempts is [var attempt])
            {
                calls.Add(carrier.SendAsync(lease.Campaign, texts[i].Read, changes[i].Messages[0].After, attempt, started));
            }
        }

        var busy = await Task.WhenAll(calls);
        var segments = calls.Count == 0 ? 0 : texts.Sum(t => t.Message.Segments);
        var paced = TimeSpan.FromSeconds(segments / _options.SegmentsPerSecond) - time.GetElapsedTime(started);
        return (texts.Count, busy.Append(paced).Append(TimeSpan.Zero).Max());
    }

    private async Task<HashSet<Users.UserId>> FrozenAsync(
        CampaignId campaign, IEnumerable<Message> messages, CancellationToken cancellationToken)
    {
        var senders = messages.Select(m => m.Sender).OfType<Users.UserId>().Distinct().ToList();
        var known = await campaigns.FindUsersAsync(campaign, senders, cancellationToken);
        return [.. senders.Except(known.Where(u => !u.IsFrozen).Select(u => u.Id))];
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "This node's clock is ahead of the database's by {Error}. It sends nothing until the clock is set: hours are judged by it.")]
    private static partial void ClockIsWrong(ILogger logger, Duration error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A sender number's queue could not be emptied; it is tried again.")]
    private static partial void NumberFailed(ILogger logger, Exception failure);
}
