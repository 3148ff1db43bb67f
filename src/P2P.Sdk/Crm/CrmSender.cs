using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using NodaTime;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Events;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Crm;

/// <summary>Sends what waits in the outbox: of several contacts at once, of one contact one after another.</summary>
/// <remarks>An attempt is noted before its call and settled after it. A process that dies between repeats the calls that were under
/// way, and no others: <see cref="AtOnce"/> at most.</remarks>
internal sealed partial class CrmSender(
    ICrmOutbox outbox, ICrm crm, ICampaignStore campaigns, IContactStore contacts, ConversationWriter writer, IEventStream events,
    ILogger<CrmSender> logger)
{
    /// <summary>Calls under way of one campaign.</summary>
    public const int AtOnce = 8;

    /// <summary>So that one whose CRM is slow does not hold the others up.</summary>
    private const int CampaignsAtOnce = 4;

    /// <summary>Longer than a delivery may take, so that none is sent twice while its process lives.</summary>
    private static readonly Duration Lease = Duration.FromMinutes(3);
    private static readonly Duration Rest = Duration.FromSeconds(30);
    private const int LongestReason = 500;
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromMinutes(1);

    /// <returns>Whether there may be more to do at once.</returns>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var busy = new ConcurrentBag<CampaignId>();
        await Parallel.ForEachAsync(
            (await outbox.ListDueAsync(cancellationToken)).Where(crm.Serves),
            new ParallelOptions { MaxDegreeOfParallelism = CampaignsAtOnce, CancellationToken = cancellationToken },
            async (campaign, token) =>
            {
                if (await SendAsync(campaign, token))
                {
                    busy.Add(campaign);
                }
            });
        return !busy.IsEmpty;
    }

    private async Task<bool> SendAsync(CampaignId campaign, CancellationToken cancellationToken)
    {
        var taken = await outbox.TakeAsync(campaign, AtOnce, Lease, cancellationToken);
        if (taken.Count == 0 || await outbox.FindSetupAsync(campaign, cancellationToken) is not { } setup
            || await campaigns.FindAsync(campaign, cancellationToken) is not { } found)
        {
            return false;
        }

        FaultPoint.Reach("crm.taken");
        var zone = TimeZones.Find(found.Settings.TimeZone) ?? DateTimeZone.Utc;
        var people = (await contacts.FindAsync(campaign, [.. taken.Select(entry => entry.Contact)], cancellationToken))
            .ToDictionary(contact => contact.Id);
        var answers = await Task.WhenAll(taken.Select(async entry =>
        {
            var content = CrmContent.Of(entry, setup);
            var delivery = new CrmDelivery(campaign, people[entry.Contact], content, entry.At.InZone(zone).ToOffsetDateTime());
            var answer = content.IsEmpty ? null : await DeliverAsync(delivery, cancellationToken);
            await SettleAsync(campaign, entry, delivery.Contact, answer, cancellationToken);
            return answer;
        }));
        if (answers.Length > 1 && answers.All(answer => answer is CrmAnswer.Later))
        {
            await outbox.PauseAsync(campaign, Rest, cancellationToken); // It is down: not every other entry has to find that out.
        }

        events.Publish(new P2PEvent.CrmProgressed(campaign));
        return true;
    }

    private async Task<CrmAnswer> DeliverAsync(CrmDelivery delivery, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(LongestDelivery);
        try
        {
            return await crm.SendAsync(delivery, end.Token);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            DeliveryFailed(logger, delivery.Contact.Id, failure);
            return new CrmAnswer.Later("The call failed, and the server's log says why.");
        }
    }

    private async Task SettleAsync(
        CampaignId campaign, CrmEntry entry, Contact contact, CrmAnswer? answer, CancellationToken cancellationToken)
    {
        FaultPoint.Reach("crm.answered");
        await outbox.SettleAsync(campaign, entry, Settlement(entry, answer), cancellationToken);
        FaultPoint.Reach("crm.settled");
        switch (answer)
        {
            case CrmAnswer.Later { After: { } wait }:
                await outbox.PauseAsync(campaign, wait, cancellationToken);
                break;
            case CrmAnswer.Done { PersonId: { Length: > 0 } person } when contact.VanId.Length == 0:
                await KeepAsync(campaign, contact.Id, person, cancellationToken);
                break;
        }
    }

    private static CrmSettlement Settlement(CrmEntry entry, CrmAnswer? answer) => answer switch
    {
        null => new(null),
        CrmAnswer.Refused refused => new(CrmEntryState.Failed, Kept(refused.Reason)),
        CrmAnswer.Later later when entry.Attempts >= CrmBackOff.MostAttempts => new(CrmEntryState.Failed, Kept(later.Reason)),
        CrmAnswer.Later later => new(CrmEntryState.Waiting, Kept(later.Reason), CrmBackOff.After(entry.Attempts, later.After)),
        _ => new(CrmEntryState.Sent),
    };

    // It may hold what the CRM said, and that may be anything.
    private static string Kept(string reason) => KeptText.Clean(reason.Length > LongestReason ? reason[..LongestReason] : reason);

    /// <summary>So that the person is not looked for again.</summary>
    private Task KeepAsync(CampaignId campaign, ContactId id, string person, CancellationToken cancellationToken) =>
        writer.ChangeAtAnyRateAsync<Contact>(
            campaign,
            new ConversationQuery { Contact = id },
            read => read?.Contact is { VanId.Length: 0 } contact
                ? Decision<Contact>.Write(
                    new() { Campaign = campaign, Before = contact, After = contact with { VanId = person } }, contact)
                : Refusal.NotFound("contact"),
            cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "The CRM could not be told of contact {Contact}; it is tried again.")]
    private static partial void DeliveryFailed(ILogger logger, ContactId contact, Exception failure);
}
