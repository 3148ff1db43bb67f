using P2P.Sdk.Assignments;
using P2P.Sdk.Audit;
using P2P.Sdk.Contacts;
using P2P.Sdk.Conversations;
using P2P.Sdk.Messaging;

namespace P2P.Sdk.OptOuts;

/// <summary>What an opt-out does, whoever records it: nothing to this number is sent any more, in any action (OPT-2).</summary>
internal static class OptOutRule
{
    /// <summary>Adds the opt-out to a change that may do other things as well.</summary>
    /// <param name="change">Made from <paramref name="read"/>.</param>
    public static ConversationChange Apply(ConversationChange change, ConversationSnapshot read, OptOut optOut)
    {
        var after = ContactMarks.Apply(change.After, [Tag.OptOutName], Contact.NoFields, read.Tags) with
        {
            OptedOut = true,
            WaitingSince = null,
            AsksToBeRemoved = false,
        };
        var withheld = change with { After = after };
        foreach (var message in Queued(change, read))
        {
            withheld = Withholding.Apply(withheld, read, message, RefusalCode.OptedOut, backToPool: false);
        }

        var targets = withheld.Targets.ToDictionary(t => t.After.Id);
        foreach (var target in read.Targets)
        {
            var now = targets.TryGetValue(target.Id, out var changed) ? changed.After : target;
            if (now.IsUntexted)
            {
                targets[target.Id] = new(target, now.Hold(HeldReason.OptedOut));
            }
            else if (!read.IsOptedOut && target.Action == optOut.Action && now.Message is not null)
            {
                targets[target.Id] = new(target, now with { OptedOut = true });
            }
        }

        return withheld with
        {
            Targets = [.. targets.Values],
            OptOut = read.IsOptedOut ? change.OptOut : optOut,
            Audit = read.IsOptedOut
                ? change.Audit
                : [.. change.Audit, new AuditEntry(optOut.At, optOut.User, "contact.opted_out", after.Id.ToString(), optOut.Source.ToString())],
        };
    }

    private static IEnumerable<Message> Queued(ConversationChange change, ConversationSnapshot read) =>
        change.Messages.Select(m => m.After)
            .Concat(read.Messages.Where(m => change.Messages.All(c => c.After.Id != m.Id)))
            .Where(m => m.Status == MessageStatus.Queued)
            .OrderByDescending(m => m.Sequence) // Each undoes what it did to the one before.
            .ToList();
}
