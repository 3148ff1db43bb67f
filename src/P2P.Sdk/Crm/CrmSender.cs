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
    ICrmOutbox outbox, CampaignCrms crms, ICampaignStore campaigns, IContactStore contacts, ConversationWriter writer, IEventStream events,
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

    /// <summary>What a delivery that is under way is given when the process stops: an answer that is not noted is a call repeated.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(20);

    /// <param name="cancellationToken">Ends the taking; what was taken is sent and noted all the same.</param>
    /// <returns>Whether there may be more to do at once.</returns>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var busy = new ConcurrentBag<CampaignId>();
        using var end = new CancellationTokenSource();
        await using var stop = cancellationToken.Register(() => end.CancelAfter(LongestEnd));
        await Parallel.ForEachAsync(
            (await outbox.ListDueAsync(cancellationToken)).Where(campaign => crms.Of(campaign) is not null),
            new ParallelOptions { MaxDegreeOfParallelism = CampaignsAtOnce, CancellationToken = cancellationToken },
            async (campaign, _) =>
            {
                try
                {
                    if (await SendAsync(campaign, end.Token, cancellationToken))
                    {
                        busy.Add(campaign);
                    }
                }
                catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
                {
                    CampaignFailed(logger, campaign, failure); // The others' calls go on.
                }
            });
        return !busy.IsEmpty;
    }

    private async Task<bool> SendAsync(CampaignId campaign, CancellationToken end, CancellationToken cancellationToken)
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
        var answers = await Task.WhenAll(taken.Select(entry => TellAsync(campaign, entry, people[entry.Contact], setup, zone, end)));
        if (answers.Length > 1 && answers.All(answer => answer is CrmAnswer.Later))
        {
            await outbox.PauseAsync(campaign, Rest, CancellationToken.None); // It is down: not every other entry has to find that out.
        }

        events.Publish(new P2PEvent.CrmProgressed(campaign));
        return true;
    }

    /// <summary>Tells one thing and notes what came of it. Never throws: what cannot be noted is taken again when its lease ends.</summary>
    private async Task<CrmAnswer?> TellAsync(
        CampaignId campaign, CrmEntry entry, Contact contact, CrmSetup setup, DateTimeZone zone, CancellationToken end)
    {
        CrmAnswer? answer = null;
        try
        {
            var content = CrmContent.Of(entry, setup, contact);
            if (!content.IsEmpty)
            {
                answer = await DeliverAsync(
                    new(campaign, contact, content, entry.At.InZone(zone).ToOffsetDateTime()) { Id = entry.Id, Kind = entry.Kind }, end);
            }

            await SettleAsync(campaign, entry, contact, answer);
        }
        catch (Exception failure)
        {
            NotNoted(logger, entry.Id, campaign, failure);
        }

        return answer;
    }

    private async Task<CrmAnswer> DeliverAsync(CrmDelivery delivery, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(LongestDelivery);
        try
        {
            return await crms.Of(delivery.Campaign)!.SendAsync(delivery, end.Token);
        }
        catch (Exception failure)
        {
            DeliveryFailed(logger, delivery.Contact.Id, failure);
            return new CrmAnswer.Later("The call failed, and the server's log says why.");
        }
    }

    /// <remarks>Asks for no token: an answer is noted even while the process stops.</remarks>
    private async Task SettleAsync(CampaignId campaign, CrmEntry entry, Contact contact, CrmAnswer? answer)
    {
        FaultPoint.Reach("crm.answered");
        await outbox.SettleAsync(campaign, entry, Settlement(entry, answer), CancellationToken.None);
        FaultPoint.Reach("crm.settled");
        switch (answer)
        {
            case CrmAnswer.Later { After: { } wait }:
                await outbox.PauseAsync(campaign, wait, CancellationToken.None);
                break;
            case CrmAnswer.Done { PersonId: { Length: > 0 } person } when contact.VanId.Length == 0:
                await KeepAsync(campaign, contact, person);
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

    /// <summary>So that the person is not looked for again; unless the contact was erased or renamed meanwhile, for then it is
    /// somebody else who was found.</summary>
    private Task KeepAsync(CampaignId campaign, Contact told, string person) =>
        writer.ChangeAtAnyRateAsync<Contact>(
            campaign,
            new ConversationQuery { Contact = told.Id },
            read => read?.Contact is { VanId.Length: 0 } contact
                && (contact.FirstName, contact.LastName, contact.Email) == (told.FirstName, told.LastName, told.Email)
                ? Decision<Contact>.Write(
                    new() { Campaign = campaign, Before = contact, After = contact with { VanId = person } }, contact)
                : Refusal.NotFound("contact"),
            CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Error, Message = "The CRM could not be told of contact {Contact}; it is tried again.")]
    private static partial void DeliveryFailed(ILogger logger, ContactId contact, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "What came of {Entry} of {Campaign} could not be noted; it is taken again.")]
    private static partial void NotNoted(ILogger logger, CrmEntryId entry, CampaignId campaign, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "The CRM of {Campaign} could not be told; it is tried again.")]
    private static partial void CampaignFailed(ILogger logger, CampaignId campaign, Exception failure);
}
