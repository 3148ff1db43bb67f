using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging.Numbers;
using P2P.Sdk.Telemetry;

namespace P2P.Sdk.Messaging;

/// <summary>Deals with what carriers told us: replies, opt-outs, statuses. Each once, whatever the order.</summary>
internal sealed partial class CarrierEventProcessor(
    ICarrierEventStore inbox, ConversationWriter writer, FilteredNumbers filtered, IClock clock, IOptions<DispatchOptions> options,
    ILogger<CarrierEventProcessor> logger)
{
    /// <summary>A callback that finds no message is kept so long: ours may not be committed yet (design, point 10).</summary>
    private static readonly Duration Patience = Duration.FromDays(3);

    private const int ContactsAtOnce = 32;

    /// <returns>How many were taken.</returns>
    public async Task<int> RunOnceAsync(int most, CancellationToken cancellationToken)
    {
        var pending = await inbox.TakeAsync(most, Duration.FromTimeSpan(options.Value.Lease), cancellationToken);
        if (pending.Count > 0)
        {
            FaultPoint.Reach("webhook.taken");
        }

        // One contact's in the order of arrival; different contacts' at once. What was taken is dealt with also where the process
        // stops: another node would wait for the lease to end.
        await Parallel.ForEachAsync(
            pending.GroupBy(p => p.Event.ContactNumber),
            new ParallelOptions { MaxDegreeOfParallelism = ContactsAtOnce },
            async (ofContact, token) =>
            {
                foreach (var one in ofContact)
                {
                    await TryProcessAsync(one, token);
                }
            });
        return pending.Count;
    }

    private async Task TryProcessAsync(PendingCarrierEvent pending, CancellationToken cancellationToken)
    {
        try
        {
            using var activity = pending.Event.Message is { } message
                ? Traces.BeginOfText(message, "carrier.told", ActivityKind.Consumer)
                : Traces.Begin("CarrierEventProcessor.Receive");
            await ProcessAsync(pending, cancellationToken);
            Metrics.Deal(pending.Event.Kind, pending.Age);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            EventFailed(logger, pending.Event.Id, failure);
            await inbox.RetryAsync(pending.Event.Id, Backoff(pending.Tries), cancellationToken);
        }
    }

    internal Task ProcessAsync(PendingCarrierEvent pending, CancellationToken cancellationToken) => pending switch
    {
        // The number may be added yet; until then nothing that a contact wrote is given up.
        { Campaign: null } when pending.Age < Patience =>
            inbox.RetryAsync(pending.Event.Id, Backoff(pending.Tries), cancellationToken),
        { Campaign: null } => inbox.SettleAsync(pending.Event.Id, "no campaign has this number", cancellationToken),
        { Event.Kind: CarrierEventKind.Inbound } => ReceiveAsync(pending.Campaign.Value, pending.Event, cancellationToken),
        _ => UpdateStatusAsync(pending, pending.Campaign.Value, cancellationToken),
    };

    private async Task ReceiveAsync(CampaignId campaign, CarrierEvent inbound, CancellationToken cancellationToken)
    {
        var outcome = await writer.ChangeAtAnyRateAsync<Contact>(
            campaign,
            new ConversationQuery { Phone = inbound.ContactNumber, CampaignNumber = inbound.CampaignNumber },
            read =>
            {
                var change = InboundRule.Decide(campaign, read!, inbound, clock.Now());
                FaultPoint.Reach("inbound.decided");
                return Decision<Contact>.Write(change, change.After);
            },
            cancellationToken);
        FaultPoint.Reach("inbound.committed");
        if (outcome.IsRefused)
        {
            await inbox.SettleAsync(inbound.Id, "known before", cancellationToken);
        }
    }

    private async Task UpdateStatusAsync(PendingCarrierEvent pending, CampaignId campaign, CancellationToken cancellationToken)
    {
        var told = pending.Event;
        if (told is not { Message: { } id, Status: { } status })
        {
            await inbox.SettleAsync(told.Id, "names no message or status", cancellationToken);
            return;
        }

        ConversationChange? change = null;
        var outcome = await writer.ChangeAtAnyRateAsync<Contact>(
            campaign,
            new ConversationQuery { Message = id },
            read =>
            {
                change = null;
                if (read?.FindMessage(id) is not { } message)
                {
                    return Refusal.NotFound("message");
                }

                var word = new CarrierWord(status, told.CarrierId, told.ErrorCode);
                change = StatusRule.Decide(campaign, read, message, word, clock.Now());
                return change is null
                    ? (Outcome<Contact>)read.Contact!
                    : Decision<Contact>.Write(change with { Settles = told.Id }, change.After);
            },
            cancellationToken);
        if (change is not null)
        {
            // Written, and settled with it; or somebody else has.
            if (change.Messages.Select(m => m.After).FirstOrDefault(m => m.Id == id) is { Status: MessageStatus.CarrierFiltered } message)
            {
                await filtered.JudgeAsync(campaign, message, cancellationToken);
            }

            return;
        }

        var isMissing = outcome.Refusals is [{ Code: RefusalCode.NotFound }];
        if (isMissing && pending.Age < Patience)
        {
            await inbox.RetryAsync(told.Id, Backoff(pending.Tries), cancellationToken);
            return;
        }

        await inbox.SettleAsync(told.Id, isMissing ? "no such message" : "nothing new", cancellationToken);
    }

    private static Duration Backoff(int tries) => Duration.FromSeconds(Math.Min(600, 1L << Math.Min(tries, 10)));

    [LoggerMessage(Level = LogLevel.Error, Message = "Carrier event {Event} could not be dealt with; it is tried again.")]
    private static partial void EventFailed(ILogger logger, CarrierEventId @event, Exception failure);
}
