using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Conversations;

namespace P2P.Sdk.Messaging;

/// <summary>Hands queued texts to the carrier, a sender number at a time, each text at most once.</summary>
internal sealed class Dispatcher(
    IDispatchStore queue,
    IConversationStore conversations,
    ICampaignStore campaigns,
    ConversationWriter writer,
    CarrierCall carrier,
    IClock clock,
    TimeProvider time,
    IOptions<DispatchOptions> options)
{
    private readonly DispatchOptions _options = options.Value;

    /// <summary>Empties the queues of the numbers that this node can lease now.</summary>
    /// <returns>How many texts were dealt with.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var leases = await queue.LeaseAsync(_options.Node, Duration.FromTimeSpan(_options.Lease), most: 16, cancellationToken);
        var handled = await Task.WhenAll(leases.Select(lease => EmptyAsync(lease, cancellationToken)));
        return handled.Sum();
    }

    private async Task<int> EmptyAsync(SenderLease lease, CancellationToken cancellationToken)
    {
        var handled = 0;
        try
        {
            while (await queue.NextAsync(lease, _options.Parallel, cancellationToken) is { Count: > 0 } next)
            {
                var batch = await HandOverAsync(lease, next, cancellationToken);
                handled += batch.Handled;
                if (batch.Handled == 0 || batch.Pause > TimeSpan.FromSeconds(1))
                {
                    break;
                }

                await Task.Delay(batch.Pause, time, cancellationToken);
                if (!await queue.RenewAsync(lease, Duration.FromTimeSpan(_options.Lease), cancellationToken))
                {
                    break;
                }
            }
        }
        finally
        {
            // Also at shutdown: what is not handed back waits for the lease to end.
            await queue.ReleaseAsync(lease, CancellationToken.None);
        }

        return handled;
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
        var results = await writer.CommitAsync(changes, cancellationToken);

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
}
