using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Unicode;

namespace P2P.Sdk.Messaging;

/// <summary>Finds out what became of texts whose hand-over has no answer. Only proof of absence queues one again.</summary>
internal sealed partial class Reconciler(
    IDispatchStore queue, IConversationStore conversations, ConversationWriter writer, IMessageTransport transport,
    IClock clock, IOptions<DispatchOptions> options, ILogger<Reconciler> logger)
{
    private static readonly Duration Slack = Duration.FromSeconds(60);

    /// <summary>How many texts are asked about at once: a carrier that hangs takes its time for each.</summary>
    private const int AtOnce = 8;

    /// <returns>How many texts were looked after.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var overdue = await queue.OverdueAsync(most: 100, cancellationToken);
        await Parallel.ForEachAsync(
            overdue,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (text, token) =>
            {
                try
                {
                    await ReconcileAsync(text.Campaign, text.Message, token);
                }
                catch (Exception failure) when (failure is not OperationCanceledException || !token.IsCancellationRequested)
                {
                    NotReconciled(logger, text.Message, failure); // It is still overdue.
                }
            });
        return overdue.Count;
    }

    private async Task ReconcileAsync(CampaignId campaign, MessageId id, CancellationToken cancellationToken)
    {
        var query = new ConversationQuery { Message = id };
        var read = (await conversations.ReadAsync(campaign, [query], cancellationToken))[0];
        if (read?.FindMessage(id) is not { } message || read.Attempts.FirstOrDefault(a => a.Message == id) is not { } attempt)
        {
            return;
        }

        var (answered, found) = message.Status == MessageStatus.Unknown
            ? await TryLookUpAsync(campaign, message, attempt, cancellationToken)
            : (true, null);
        FaultPoint.Reach("reconcile.asked");
        var machineNow = await queue.NowAsync(cancellationToken);
        await writer.ChangeAsync(
            campaign, query,
            now => answered
                ? Decide(campaign, now, message, attempt, found, machineNow, clock.Now())
                : AskLater(campaign, now, message, attempt, machineNow),
            cancellationToken);
    }

    private async Task<(bool Answered, IReadOnlyList<CarrierRecord>? Found)> TryLookUpAsync(
        CampaignId campaign, Message message, Attempt attempt, CancellationToken cancellationToken)
    {
        try
        {
            return (true, await LookUpAsync(campaign, message, attempt, cancellationToken));
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LookupFailed(logger, message.Id, failure); // It proves nothing.
            return (false, null);
        }
    }

    /// <returns><see langword="null"/> if this carrier cannot be asked.</returns>
    private async Task<IReadOnlyList<CarrierRecord>?> LookUpAsync(
        CampaignId campaign, Message message, Attempt attempt, CancellationToken cancellationToken)
    {
        if (transport is not IMessageLookup lookup)
        {
            return null;
        }

        var records = await lookup.FindAsync(
            message.CampaignNumber, message.ContactNumber, attempt.StartedAt - Duration.FromDays(1), cancellationToken);
        var thread = await conversations.PageMessagesAsync(
            campaign, message.Contact, new PageRequest(PageRequest.MaxSize, null, Backward: true), cancellationToken);
        var held = thread.Items.Select(m => m.Item.CarrierId).ToHashSet();
        var text = Normalization.Compose(message.Text);
        return
        [
            .. records.Where(r => !held.Contains(r.CarrierId)
                && r.CreatedAt >= attempt.StartedAt - Slack
                && r.CreatedAt <= attempt.Deadline + Slack
                && r.Media == (message.Image is null ? 0 : 1)
                && Normalization.Compose(r.Text) == text),
        ];
    }

    /// <summary>Behind those that are due: a carrier that never answers keeps no other carrier's texts waiting.</summary>
    private Decision<Contact> AskLater(
        CampaignId campaign, ConversationSnapshot? read, Message seen, Attempt attempt, Instant machineNow)
    {
        if (!IsStill(read, seen))
        {
            return Refusal.Conflict("The carrier's own word came first.");
        }

        var later = attempt with { NextLookupAt = machineNow + Duration.FromTimeSpan(options.Value.FirstLookup) };
        var change = new ConversationChange { Campaign = campaign, Before = read!.Contact, After = read.Contact!, Attempts = [later] };
        return Decision<Contact>.Write(change, change.After);
    }

    private static bool IsStill(ConversationSnapshot? read, Message seen) =>
        read?.FindMessage(seen.Id) is { } message && message.Status == seen.Status && message.Attempt == seen.Attempt;

    private Decision<Contact> Decide(
        CampaignId campaign, ConversationSnapshot? read, Message seen, Attempt attempt, IReadOnlyList<CarrierRecord>? found,
        Instant machineNow, Instant now)
    {
        if (!IsStill(read, seen))
        {
            return Refusal.Conflict("The carrier's own word came first.");
        }

        var message = read!.FindMessage(seen.Id)!;
        var change = new ConversationChange { Campaign = campaign, Before = read.Contact, After = read.Contact! };
        if (message.Status == MessageStatus.Sending)
        {
            return Write(MessageStatus.Unknown, attempt with { NextLookupAt = attempt.Deadline + Duration.FromTimeSpan(options.Value.FirstLookup) });
        }

        switch (found)
        {
            case [var ours]:
                var word = new CarrierWord(MessageStatus.Sent, ours.CarrierId, null);
                change = StatusRule.Decide(campaign, read, message, word, now) ?? change;
                return Decision<Contact>.Write(
                    change with { Attempts = [attempt with { CarrierId = ours.CarrierId, NextLookupAt = null }] }, change.After);
            case [] when attempt.LookupsWithoutIt > 0:
                return Write(MessageStatus.Queued, attempt with { LookupsWithoutIt = 2, NextLookupAt = null });
            case []:
                var again = Instant.Max(attempt.Deadline + Duration.FromTimeSpan(options.Value.SecondLookup), machineNow);
                return Write(MessageStatus.Unknown, attempt with { LookupsWithoutIt = 1, NextLookupAt = again });
            default: // Two alike, or a carrier that cannot be asked: only a person can tell.
                return Write(MessageStatus.Unknown, attempt with { NextLookupAt = null });
        }

        Decision<Contact> Write(MessageStatus status, Attempt known) => Decision<Contact>.Write(
            change with { Messages = [new(message, message with { Status = status })], Attempts = [known] }, change.After);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The carrier could not be asked about message {Message}.")]
    private static partial void LookupFailed(ILogger logger, MessageId message, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "What became of message {Message} could not be found out; it is tried again.")]
    private static partial void NotReconciled(ILogger logger, MessageId message, Exception failure);
}
