using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Crm;
using P2P.Sdk.Messaging;
using P2P.Sdk.Messaging.Numbers;
using P2P.Sdk.Results.Tallies;

namespace P2P.Sdk.InMemory;

/// <summary>One change of one conversation: judged first, then written as a whole.</summary>
internal static class ConversationWriting
{
    /// <exception cref="ArgumentException">No rule makes such changes.</exception>
    public static void ThrowIfImpossible(IReadOnlyList<ConversationChange> changes)
    {
        var contacts = changes.Select(c => c.After.Id).Distinct().Count();
        var phones = changes.Select(c => c.After.Phone).Distinct().Count();
        if (contacts != changes.Count || phones != changes.Count || changes.Any(c => c.Campaign != changes[0].Campaign))
        {
            throw new ArgumentException("Changes are of one campaign, and each of another contact.", nameof(changes));
        }

        if (changes.Any(c => c.Before is { } before && (before.Id != c.After.Id || before.Phone != c.After.Phone)))
        {
            throw new ArgumentException("A contact's id and number never change.", nameof(changes));
        }

        if (changes.Any(c => c.Targets.Any(t => t.After.Contact != c.After.Id)
            || c.Messages.Any(m => m.After.Contact != c.After.Id)))
        {
            throw new ArgumentException("Targets and messages are those of the contact.", nameof(changes));
        }
    }

    public static CommitResult Judge(CampaignRows rows, ConversationChange change)
    {
        // Before the versions: a repeated request must learn that it was done, not that others were quicker.
        if ((change.Key is { } key && rows.Keys.ContainsKey((key.User, key.Operation, key.Key)))
            || (change.Settles is { } settled && rows.State.CarrierEvents.IsSettled(settled))
            || change.Messages.Any(m => IsKnownInbound(rows, m)))
        {
            return CommitResult.KeyTaken;
        }

        return IsUnchanged(rows, change.Before, change.After)
            && change.Targets.All(t => rows.Targets.GetValueOrDefault(t.Before.Id)?.Version == t.Before.Version)
            && !IsTargetMissing(rows, change)
            && change.Messages.All(m => IsUnchanged(rows, m))
            ? CommitResult.Committed
            : CommitResult.Stale;
    }

    public static void Write(CampaignRows rows, ConversationChange change)
    {
        if (change.OptOut is { } optOut)
        {
            rows.OptOuts.TryAdd(optOut.Phone, optOut); // The first stays.
        }

        var contact = rows.Put(change.After);
        foreach (var target in change.Targets)
        {
            rows.Put(target.After);
        }

        if (change.Before is { } before && before.WindowKey != contact.WindowKey)
        {
            MoveTargets(rows, contact);
        }

        foreach (var message in change.Messages)
        {
            rows.Put(message.After);
        }

        foreach (var link in change.Links)
        {
            rows.MessageLinks.TryAdd(link.Token, link);
        }

        foreach (var media in change.Media)
        {
            rows.MessageMedia.Add((media.Message, media.Number), new() { Media = media });
        }

        foreach (var attempt in change.Attempts)
        {
            rows.Put(attempt);
        }

        foreach (var (action, counts) in change.Counts)
        {
            rows.Count(action, counts);
        }

        foreach (var (number, day, counts) in NumberCounting.Of(change))
        {
            rows.NumberDays[(number, day)] = rows.NumberDays.GetValueOrDefault((number, day)) + counts;
        }

        var tallies = new TallyChanges();
        tallies.Add(change);
        if (change.OptOut is { } counted && change.Before is not { OptedOut: true })
        {
            tallies.Add(counted);
        }

        rows.Count(tallies);

        WriteRecords(rows, change);
    }

    private static bool IsTargetMissing(CampaignRows rows, ConversationChange change) => change.HoldsEveryTarget
        && rows.Contacts[change.After.Id].Targets.Any(id => rows.Targets[id].IsUntexted && change.Targets.All(t => t.Before.Id != id));

    private static void WriteRecords(CampaignRows rows, ConversationChange change)
    {
        if (change.Report is { } report)
        {
            rows.Reports[(report.User, report.Contact, report.Action)] = report;
        }

        if (change.OptIn is { } optIn)
        {
            rows.OptIns[optIn.Id] = optIn;
        }

        if (change.Key is { } key)
        {
            rows.Keys.Add((key.User, key.Operation, key.Key), key);
        }

        foreach (var entry in CrmChanges.Of(change))
        {
            rows.Crm.Entries.Add(entry.Id, new() { Entry = entry });
        }

        rows.Audit.AddRange(change.Audit);
        if (change.Settles is { } settled)
        {
            rows.State.CarrierEvents.Settle(settled, "done");
        }
    }

    private static void MoveTargets(CampaignRows rows, Contact contact)
    {
        foreach (var id in rows.Contacts[contact.Id].Targets)
        {
            if (rows.Targets[id] is { IsUntexted: true } target && target.WindowKey != contact.WindowKey)
            {
                rows.Put(target with { WindowKey = contact.WindowKey });
            }
        }
    }

    private static bool IsUnchanged(CampaignRows rows, Contact? before, Contact after) => before is null
        ? !rows.ContactsByPhone.ContainsKey(after.Phone) && !rows.Contacts.ContainsKey(after.Id)
        : rows.Contacts.GetValueOrDefault(before.Id)?.Contact.Version == before.Version;

    private static bool IsUnchanged(CampaignRows rows, MessageChange change)
    {
        var now = rows.Messages.GetValueOrDefault(change.After.Id);
        return (now?.Status, now?.Attempt) == (change.Before?.Status, change.Before?.Attempt);
    }

    private static bool IsKnownInbound(CampaignRows rows, MessageChange change) =>
        change is { Before: null, After: { Kind: MessageKind.Inbound, CarrierId: { } id } } && rows.InboundCarrierIds.Contains(id);
}
